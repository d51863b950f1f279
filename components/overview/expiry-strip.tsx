import { useFormat, useWords } from '#words'
import { Panel } from '@/components/ui/panel'
import type { ExpiryDay } from '@/lib/tokens/overview/schema'
import { type Bar, barsOf, sumsOf } from './expiry-bars'

const DAY = 38
const WIDTH = 22
const FOOT = 90
const HIGHEST = 68

/** What ends on each of the days ahead: a strip of bars, and the same in one sentence; when narrow, in three lines. */
export function ExpiryStrip({ days }: { days: readonly ExpiryDay[] }) {
  const words = useWords('overview')
  const format = useFormat()
  const { all, today, week, most } = sumsOf(days)
  const mostDay = most ? format.calendarDay(most.date) : ''
  const sentence = words('ahead.sentence', {
    count: all,
    until: format.calendarDay(days.at(-1)?.date ?? ''),
    most: most?.count ?? 0,
    day: mostDay,
  })
  return (
    <Panel title={words('ahead.title', { days: days.length })} aside={all > 0 && sentence}>
      {most ? (
        <>
          <div className="px-4 pt-3 pb-2 max-md:hidden">
            <Bars bars={barsOf(days)} most={most.count} label={sentence} today={words('ahead.today')} />
          </div>
          <ul className="grid gap-1 px-4 py-3 text-sm text-ink-2 md:hidden">
            <li>{words('ahead.onToday', { count: today })}</li>
            <li>{words('ahead.inWeek', { count: week })}</li>
            <li>{words('ahead.most', { count: most.count, day: mostDay })}</li>
          </ul>
        </>
      ) : (
        <p className="flex min-h-11 items-center px-4 text-ink-2">{words('ahead.none', { days: days.length })}</p>
      )}
    </Panel>
  )
}

type BarsProps = { bars: readonly Bar[]; most: number; label: string; today: string }

function Bars({ bars, most, label, today }: BarsProps) {
  const format = useFormat()
  // Whatever ends is seen: a bar is never lower than this.
  const height = (count: number) => (count === 0 ? 0 : Math.max(3, (HIGHEST * count) / most))
  return (
    <svg
      viewBox={`0 0 ${bars.length * DAY} 112`}
      role="img"
      aria-label={label}
      className="block h-auto w-full text-[11px] tabular-nums [&_text]:[text-anchor:middle]"
    >
      {bars.map(({ date, count, soon, weekend, monday, labelled }, index) => {
        const left = index * DAY
        const [high, low] = [height(count), soon === count ? height(count) : (height(count) * soon) / (count || 1)]
        return (
          <g key={date}>
            {weekend && <rect className="fill-neutral-3/55" x={left} y="10" width={DAY} height={FOOT - 10} />}
            {count > 0 && (
              <rect className="fill-neutral-6" x={left + 8} y={FOOT - high} width={WIDTH} height={high} rx="1.5" />
            )}
            {soon > 0 && (
              <rect className="fill-amber" x={left + 8} y={FOOT - low} width={WIDTH} height={low} rx="1.5" />
            )}
            {labelled && (
              <text className="fill-ink font-medium" x={left + DAY / 2} y={FOOT - high - 5}>
                {format.number(count)}
              </text>
            )}
            {(index === 0 || (monday && index > 1)) && (
              <text className={index === 0 ? 'fill-ink font-medium' : 'fill-ink-3'} x={left + DAY / 2} y="106">
                {index === 0 ? today : format.calendarDay(date)}
              </text>
            )}
          </g>
        )
      })}
      <rect className="fill-line-strong" x="0" y={FOOT} width={bars.length * DAY} height="1" />
    </svg>
  )
}
