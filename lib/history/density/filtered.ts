import 'server-only'
import { database } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import type { Density } from '../schema'
import { BARS, COUNTED, drawBars, STEPS, type Stretch } from './bars'

/** When the newest 10,000 of some events happened, in one pass over these and no more. */
export async function filteredDensity(asked: Prisma.Sql, { from, to, offsetSeconds }: Stretch): Promise<Density> {
  const rows = await database().$queryRaw<Found[]>`
    WITH newest AS MATERIALIZED (
      SELECT date_part('epoch', e."at") AS at, e."outcome" FROM "Event" e
      WHERE ${asked} ORDER BY e."seq" DESC LIMIT ${COUNTED + 1}
    ), span AS MATERIALIZED (
      SELECT count(*)::int AS total,
        CASE WHEN count(*) > ${COUNTED} OR ${from}::timestamptz IS NULL THEN min(at)
          ELSE date_part('epoch', ${from}::timestamptz) END AS first,
        greatest(max(at), date_part('epoch', least(now(), coalesce(${to}::timestamptz, now())))) AS last
      FROM newest
    ), scale AS MATERIALIZED (
      SELECT coalesce((SELECT s FROM unnest(${[...STEPS]}::float8[]) s WHERE (last - first) / s < ${BARS} ORDER BY s LIMIT 1),
        ${STEPS.at(-1)}::float8) AS step FROM span
    ), counts AS (
      SELECT floor((at + ${offsetSeconds}::float8) / (SELECT step FROM scale)) AS bar, count(*)::int AS count,
        count(*) FILTER (WHERE "outcome" IN ('failed', 'unknown'))::int AS wrong
      FROM newest GROUP BY 1
    )
    SELECT total, first, last, step, bar * step - ${offsetSeconds}::float8 AS bar, count, wrong
    FROM span CROSS JOIN scale LEFT JOIN counts ON TRUE`
  const [{ total, first, last, step } = { total: 0, first: null, last: null, step: 1 }] = rows
  if (total === 0 || first === null || last === null) return { total, stepSeconds: 1, drawn: 0, bars: [] }
  const counts = rows.flatMap(({ bar, ...row }) => (bar === null ? [] : [[bar, row] as const]))
  return { total, drawn: Math.min(total, COUNTED), ...drawBars({ first, last, step, offsetSeconds }, new Map(counts)) }
}

interface Found {
  total: number
  first: number | null
  last: number | null
  step: number
  bar: number | null
  count: number
  wrong: number
}
