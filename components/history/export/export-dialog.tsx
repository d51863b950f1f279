import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { RadioCard, RadioCards } from '@/components/ui/controls/choice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import { Facts } from '@/components/ui/panel'
import { FORMATS } from '@/lib/exports/schema'
import { type EventFilter, FILTERS, type HistoryFilter } from '@/lib/history/schema'
import { understood } from '@/lib/history/search/schema'
import { historyHref } from '../filter/address'
import { type FilterNames, useFilterWords } from '../filter/filter-words'

type Props = {
  base: string
  filter: HistoryFilter
  /** Which events are exported; on a channel's page its filter and the channel. */
  asked: EventFilter
  names: FilterNames
  /** Exactly how many they are. */
  count: number
}

/** What is about to be exported and in which form; a plain form, whose answer is a file. */
export function ExportDialog({ base, filter, asked, names, count }: Props) {
  const words = useWords('history')
  const parts = useFilterWords()(asked, names)
  // Nothing may be left out of an export that is asked for, so it is asked for without what the page left out.
  const sent = { ...asked, q: understood(asked.q) }
  const { before, after } = filter
  const closeHref = historyHref(base, filter, { before, after })
  return (
    <PageDialog title={words('export.title')} closeHref={closeHref}>
      {parts.length > 0 ? <Facts facts={parts} /> : <p className="text-sm">{words('export.all')}</p>}
      <form action="/history/export" method="post" className="grid gap-4.5">
        {FILTERS.map((name) => sent[name] && <input key={name} type="hidden" name={name} value={sent[name]} />)}
        <RadioCards legend={words('export.format')}>
          {FORMATS.map((format, index) => (
            <RadioCard
              key={format}
              name="format"
              value={format}
              defaultChecked={index === 0}
              title={words(`export.formats.${format}`)}
              text={words(`export.fits.${format}`)}
            />
          ))}
        </RadioCards>
        <p className="text-sm text-ink-2">{words('export.recorded')}</p>
        <DialogFoot>
          <ButtonLink href={closeHref} scroll={false}>
            {words('export.cancel')}
          </ButtonLink>
          <Button type="submit" variant="primary" icon="download">
            {words('export.button', { count })}
          </Button>
        </DialogFoot>
      </form>
    </PageDialog>
  )
}
