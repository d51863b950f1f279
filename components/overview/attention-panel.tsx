import { useFormat, useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'
import type { Permission } from '@/lib/access/permissions'
import type { AttentionRow as Row } from '@/lib/tokens/attention/schema'
import { AttentionRow } from './attention-row'

type Props = { attention: { rows: readonly Row[]; total: number }; may: (permission: Permission) => boolean }

/** What needs someone, each row with the way to mend it; a calm line when nothing does. */
export function AttentionPanel({ attention: { rows, total }, may }: Props) {
  const words = useWords('overview')
  const format = useFormat()
  return (
    <Panel
      title={words('attention.title')}
      count={total > 0 ? format.number(total) : undefined}
      aside={total > 0 && words('attention.order')}
    >
      {total === 0 ? (
        <p className="flex min-h-11 items-center gap-2 px-4 text-ink-2">
          <span className="text-accent-ink">
            <Icon name="done" />
          </span>
          {words('attention.none')}
        </p>
      ) : (
        <ul aria-label={words('attention.title')}>
          {rows.map((row) => (
            <AttentionRow key={`${row.kind} ${row.channelId}`} row={row} may={may} />
          ))}
        </ul>
      )}
      {total > rows.length && (
        <p className="border-line-strong border-t px-4 py-2.5 text-sm text-ink-3">
          {words('attention.more', { shown: format.number(rows.length), total: format.number(total) })}
        </p>
      )}
    </Panel>
  )
}
