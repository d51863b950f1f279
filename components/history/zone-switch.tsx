import { useWords } from '#words'
import { BrowserZone } from '@/components/shell/browser-zone'
import { DEFAULT_TIME_ZONE, timeZoneName } from '@/lib/words/preferences'

const choice =
  'relative h-6 rounded-sm px-1.5 text-xs whitespace-nowrap text-ink-2 after:absolute after:inset-x-0 after:-inset-y-2 hover:bg-press aria-pressed:bg-press aria-pressed:font-semibold aria-pressed:text-ink'

/** In whose clock times are shown: Japan's, UTC, or that of where the reader is. A plain form; the choice is remembered. */
export function ZoneSwitch({ timeZone }: { timeZone: string }) {
  const words = useWords('history')
  const zones = [...new Set([DEFAULT_TIME_ZONE, 'UTC', timeZone])]
  return (
    <form action="/preferences" method="post" className="flex items-center gap-0.5" aria-label={words('zone')}>
      <span className="mr-1 max-md:hidden">{words('zone')}</span>
      {zones.map((zone) => (
        <button
          key={zone}
          type="submit"
          name="timeZone"
          value={zone}
          aria-pressed={zone === timeZone}
          className={choice}
        >
          {timeZoneName(zone)}
        </button>
      ))}
      <BrowserZone known={zones} className={choice} />
    </form>
  )
}
