import Link from 'next/link'
import { useFormat, useWords } from '#words'
import type { Density, HistoryFilter } from '@/lib/history/schema'
import { historyHref } from '../filter/address'
import { spanOf } from './span'

const [WIDTH, HEIGHT, GAP] = [720, 48, 2]

type Props = { density: Density; base: string; filter: HistoryFilter }

/** When the events happened, as bars; each leads to its own stretch of time. */
export function DensityStrip({ density, base, filter }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const { bars, stepSeconds, total, drawn } = density
  const [first, last] = [bars[0], bars.at(-1)]
  if (bars.length < 2 || !first || !last) return null
  const most = Math.max(...bars.map(({ count }) => count), 1)
  const peak = bars.find(({ count }) => count === most) ?? first
  const pitch = WIDTH / bars.length
  const rise = (count: number) => (count === 0 ? 0 : Math.max(2, Math.round((count / most) * HEIGHT)))
  const wrong = bars.reduce((sum, bar) => sum + bar.wrong, 0)
  const long = stepSeconds * 1000
  const label = words('density.label', {
    ...{ from: format.instant(first.at), to: format.instant(new Date(last.at.getTime() + long)) },
    ...{ most, when: format.instant(peak.at), wrong },
  })
  return (
    <figure aria-label={label} className="border-line border-b px-4 pt-3 pb-2">
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: the figure is named, and a title would cover the tips of the bars */}
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 1}`} preserveAspectRatio="none" className="block h-12 w-full">
        {bars.map(({ at, count, wrong: bad }, index) => {
          const [x, width] = [index * pitch, Math.max(1, pitch - GAP)]
          const told = words('density.bar', { when: spanOf(at, stepSeconds, format), count, wrong: bad })
          const shape = (
            <>
              <rect x={x} width={pitch} height={HEIGHT} className="fill-transparent" />
              <rect
                x={x}
                y={HEIGHT - rise(count)}
                {...{ width, height: rise(count) }}
                className="fill-ink-3 opacity-80"
              />
              <rect x={x} y={HEIGHT - rise(bad)} {...{ width, height: rise(bad) }} className="fill-red" />
            </>
          )
          if (count === 0) return null
          return (
            <Link
              key={at.toISOString()}
              href={historyHref(base, filter, { from: instant(at), to: instant(new Date(at.getTime() + long)) })}
              prefetch={false}
              // The fields of the time say the same, and sixty stops before the table would be in the way.
              tabIndex={-1}
              aria-label={told}
              data-tip={told}
              className="group/bar hover:opacity-70"
            >
              {shape}
            </Link>
          )
        })}
        <path d={`M0 ${HEIGHT + 0.5}H${WIDTH}`} className="stroke-line-strong" vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className="mt-1 flex justify-between text-xs text-ink-3">
        <span>{format.short(first.at)}</span>
        <span className="max-md:hidden">
          {words('density.step', { step: format.duration(long) })}
          {drawn < total && ` · ${words('density.newest', { total: format.number(drawn) })}`}
        </span>
        <span>{format.short(new Date(Math.min(last.at.getTime() + long, format.now.getTime())))}</span>
      </figcaption>
    </figure>
  )
}

const instant = (at: Date) => `${at.toISOString().slice(0, 19)}Z`
