import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { Density, EventFilter } from './schema'
import { conditionsOf } from './where'

/** Counting stops here: past it a total tells nothing that "more than" does not. */
export const COUNTED = 10_000
const BARS = 60
const [MINUTE, HOUR, DAY] = [60, 3600, 86_400]
/** How long a bar may stand for, in seconds. */
const STEPS = [
  ...[1, 10, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE, HOUR, 2 * HOUR, 6 * HOUR, 12 * HOUR],
  ...[DAY, 2 * DAY, 7 * DAY, 14 * DAY, 30 * DAY, 90 * DAY, 365 * DAY],
]

/**
 * When the events of a filter happened, and how many they are, in one pass over the newest 10,000 of them and no more, so
 * that it costs the same however long the history is. Bars begin where a clock in a zone `offsetSeconds` from UTC is even.
 */
export async function findDensity(actor: Actor, filter: EventFilter, offsetSeconds: number): Promise<Density> {
  demand(actor, 'history.read')
  const asked = await conditionsOf(actor, filter)
  const [from, to] = [filter.from ? new Date(filter.from) : null, filter.to ? new Date(filter.to) : null]
  const rows = await database().$queryRaw<Found[]>`
    WITH newest AS MATERIALIZED (
      SELECT extract(epoch FROM e."at")::float8 AS at, e."outcome" FROM "Event" e
      WHERE ${asked} ORDER BY e."seq" DESC LIMIT ${COUNTED + 1}
    ), span AS (
      SELECT count(*)::int AS total,
        CASE WHEN count(*) > ${COUNTED} OR ${from}::timestamptz IS NULL THEN min(at)
          ELSE extract(epoch FROM ${from}::timestamptz)::float8 END AS first,
        greatest(max(at), extract(epoch FROM least(now(), coalesce(${to}::timestamptz, now())))::float8) AS last
      FROM newest
    ), scale AS (
      SELECT span.*, coalesce((SELECT s FROM unnest(${STEPS}::float8[]) s WHERE (last - first) / s < ${BARS} ORDER BY s LIMIT 1),
        ${STEPS.at(-1)}::float8) AS step FROM span
    )
    SELECT total, first, last, step, floor((at + ${offsetSeconds}::float8) / step) * step - ${offsetSeconds}::float8 AS bar,
      count(at)::int AS count, count(at) FILTER (WHERE "outcome" IN ('failed', 'unknown'))::int AS wrong
    FROM scale LEFT JOIN newest ON TRUE GROUP BY 1, 2, 3, 4, 5 ORDER BY 5`
  return drawn(rows, offsetSeconds)
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

function drawn(rows: Found[], offset: number): Density {
  const [{ total, first, last, step } = { total: 0, first: null, last: null, step: 1 }] = rows
  if (total === 0 || first === null || last === null) return { total, stepSeconds: 1, bars: [] }
  const counts = new Map(rows.map((row) => [row.bar, row]))
  const begin = Math.floor((first + offset) / step) * step - offset
  const length = Math.floor((last - begin) / step) + 1
  const bars = Array.from({ length }, (_, index) => {
    const at = begin + index * step
    const { count = 0, wrong = 0 } = counts.get(at) ?? {}
    return { at: new Date(at * 1000), count, wrong }
  })
  return { total, stepSeconds: step, bars }
}
