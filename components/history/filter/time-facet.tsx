import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { TextField } from '@/components/ui/controls/field'
import { Icon } from '@/components/ui/icon'
import type { HistoryFilter } from '@/lib/history/schema'
import { localOf } from '@/lib/words/local-time'
import { historyHref } from './address'

const HOUR_MS = 3_600_000
const PRESETS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS, month: 30 * 24 * HOUR_MS } as const
const PRESET_NAMES = Object.keys(PRESETS) as (keyof typeof PRESETS)[]

type Props = { base: string; filter: HistoryFilter; timeZone: string }

/** From when to when: some usual stretches up to now, each an address with its instant, or two fields. */
export function TimeFacet({ base, filter, timeZone }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const local = (time: string | undefined) => time && localOf(new Date(time), timeZone)
  const since = (ms: number) => `${new Date(format.now.getTime() - ms).toISOString().slice(0, 16)}:00Z`
  return (
    <details className="group relative min-w-0 max-md:col-span-2 md:max-w-48 md:min-w-28 md:flex-1">
      <summary className="grid cursor-pointer list-none gap-1.5">
        <span className="text-sm font-semibold">{words('time')}</span>
        <span className="flex h-8 items-center rounded-md border border-control bg-surface px-2.5">
          <span className="truncate">{words(filter.from || filter.to ? 'times.chosen' : 'filter.any')}</span>
          <Icon name="down" className="ml-auto size-4 shrink-0 text-ink-3 group-open:rotate-180" />
        </span>
      </summary>
      <div className="z-5 grid w-62 gap-3 rounded-lg border border-line-strong bg-surface p-3 shadow-2 max-md:mt-1.5 max-md:w-full md:absolute md:top-16 md:right-0">
        <ul className="flex flex-wrap items-center gap-1.5 text-sm">
          <li className="text-ink-3">{words('times.last')}</li>
          {PRESET_NAMES.map((name) => (
            <li key={name}>
              <Link
                href={historyHref(base, filter, { from: since(PRESETS[name]), to: null })}
                className="relative inline-flex h-7 items-center rounded-sm border border-line-strong px-2 after:absolute after:inset-x-0 after:-inset-y-1 hover:bg-hover"
              >
                {words(`times.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
        {(['from', 'to'] as const).map((name) => (
          <TextField
            key={name}
            name={name}
            type="datetime-local"
            step="any"
            label={words(name)}
            defaultValue={local(filter[name])}
            className="grid-cols-1"
          />
        ))}
      </div>
    </details>
  )
}
