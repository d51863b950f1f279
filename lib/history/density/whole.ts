import 'server-only'
import { database } from '@/lib/db/client'
import type { Density } from '../schema'
import { BARS, COUNTED, drawBars, STEPS, type Stretch } from './bars'

/**
 * When all events happened, however many: as places have no gap, the events between two instants are counted by looking up
 * the place of each. What went wrong is counted to the newest 10,000.
 */
export async function wholeDensity({ from, to, offsetSeconds }: Stretch): Promise<Density> {
  const edges = await database().$queryRaw<Edge[]>`
    WITH span AS MATERIALIZED (
      SELECT date_part('epoch', coalesce(${from}::timestamptz, (SELECT "at" FROM "Event" ORDER BY "seq" LIMIT 1))) AS first,
        date_part('epoch', least(now(), coalesce(${to}::timestamptz, now()))) AS last
    ), scale AS MATERIALIZED (
      SELECT first, last, coalesce(
        (SELECT s FROM unnest(${[...STEPS]}::float8[]) s WHERE (last - first) / s < ${BARS} ORDER BY s LIMIT 1),
        ${STEPS.at(-1)}::float8) AS step
      FROM span WHERE first <= last
    )
    SELECT first, last, step, edge * step - ${offsetSeconds}::float8 AS bar, coalesce(
      (SELECT e."seq" FROM "Event" e
        WHERE e."at" >= to_timestamp(least(greatest(edge * step - ${offsetSeconds}::float8, first), coalesce(date_part('epoch', ${to}::timestamptz), 'Infinity')))
        ORDER BY e."at", e."seq" LIMIT 1),
      (SELECT "seq" + 1 FROM "ChainHead" WHERE "chain" = 'history')) AS place
    FROM scale, generate_series(floor((first + ${offsetSeconds}::float8) / step)::bigint,
      floor((last + ${offsetSeconds}::float8) / step)::bigint + 1) edge
    ORDER BY edge`
  const [begin, end] = [edges[0], edges.at(-1)]
  if (!begin || !end || begin.place >= end.place) return { total: 0, stepSeconds: 1, drawn: 0, bars: [] }
  const { first, last, step } = begin
  const wrong = await wrongBetween(begin.place, end.place, { step, offsetSeconds })
  const counts = edges.slice(0, -1).map(({ bar, place }, index): [number, { count: number; wrong: number }] => {
    // A clock that was set back can make a stretch look shorter than none.
    const count = Math.max(0, Number((edges[index + 1]?.place ?? place) - place))
    return [bar, { count, wrong: Math.min(count, wrong.get(bar) ?? 0) }]
  })
  const total = Number(end.place - begin.place)
  return {
    total: Math.min(total, COUNTED + 1),
    drawn: total,
    ...drawBars({ first, last, step, offsetSeconds }, new Map(counts)),
  }
}

interface Edge {
  first: number
  last: number
  step: number
  bar: number
  /** Of the first event from the bar's beginning on. */
  place: bigint
}

async function wrongBetween(
  begin: bigint,
  end: bigint,
  { step, offsetSeconds }: { step: number; offsetSeconds: number },
): Promise<Map<number, number>> {
  const rows = await database().$queryRaw<{ bar: number; count: number }[]>`
    SELECT floor((date_part('epoch', at) + ${offsetSeconds}::float8) / ${step}::float8) * ${step}::float8
      - ${offsetSeconds}::float8 AS bar, count(*)::int AS count
    FROM unnest(ARRAY['failed', 'unknown']) bad, LATERAL (
      SELECT e."at" AS at FROM "Event" e
      WHERE e."outcome" = bad AND e."seq" >= ${begin} AND e."seq" < ${end} ORDER BY e."seq" DESC LIMIT ${COUNTED}) wrong
    GROUP BY 1`
  return new Map(rows.map(({ bar, count }) => [bar, count]))
}
