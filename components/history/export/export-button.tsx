import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import type { HistoryFilter } from '@/lib/history/schema'
import { historyHref } from '../filter/address'

/** Past this the total is only known to be more. */
const COUNTED = 10_000

type Props = { base: string; filter: HistoryFilter; total: number; may: boolean; className?: string }

/** Leads to the export of what this filter shows, and says how much that is. */
export function ExportButton({ base, filter, total, may, className }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const text =
    total > COUNTED
      ? words('export.buttonMany', { total: format.number(COUNTED) })
      : words('export.button', { count: total })
  const look = { icon: 'download' as const, className: className ?? '' }
  if (!may || total === 0)
    return (
      <Button {...look} disabledReason={words(may ? 'export.nothing' : 'export.denied')}>
        {text}
      </Button>
    )
  const { before, after } = filter
  return (
    <ButtonLink {...look} href={historyHref(base, filter, { before, after, export: '1' })} scroll={false}>
      {text}
    </ButtonLink>
  )
}
