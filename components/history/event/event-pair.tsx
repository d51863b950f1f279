import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Steps } from '@/components/ui/steps'
import type { EventRow, EventView } from '@/lib/history/schema'
import { shownOutcome } from '../outcome-badge'

const WRONG = new Set(['failed', 'unknown', 'denied', 'unproven'])

/** The events of one operation, from its intent to its outcome. */
export function EventPair({ event }: { event: EventView }) {
  const words = useWords('history')
  const format = useFormat()
  if (event.pair.length < 2) return <p className="text-sm text-ink-2">{words('event.single')}</p>
  // Below a minute the first two figures, above it as any duration.
  const later = (ms: number) =>
    ms < 60_000 ? words('event.seconds', { seconds: Number((ms / 1000).toPrecision(2)) }) : format.duration(ms)
  const steps = event.pair.map((each: EventRow, index) => {
    const sinceMs = each.at.getTime() - (event.pair[index - 1]?.at.getTime() ?? Number.NaN)
    const shown = shownOutcome(each)
    const word = words(`outcomes.${shown}`)
    const self = each.seq === event.seq
    return {
      state: WRONG.has(shown) ? ('wrong' as const) : ('done' as const),
      title: self ? (
        <span aria-current="true">{word}</span>
      ) : (
        <Link href={`/history/${each.seq}`} className="underline underline-offset-3">
          {word}
        </Link>
      ),
      aside: (
        <time dateTime={each.at.toISOString()} data-tip={format.instant(each.at)}>
          {sinceMs >= 0 && <span className="mr-2 text-xs">{words('event.later', { time: later(sinceMs) })}</span>}
          {format.clock(each.at)}
        </time>
      ),
      text: `${words(`meanings.${shown}`)} #${each.seq}${self ? ` · ${words('event.thisOne')}` : ''}`,
    }
  })
  return <Steps steps={steps} />
}
