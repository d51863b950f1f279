import 'server-only'
import type { DetailFact, DetailValue, Difference, EventDetail, Outcome } from './schema'

type Fields = Record<string, unknown>
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const WENT_WRONG: readonly Outcome[] = ['failed', 'unknown', 'denied']

/** Takes an event's details apart. A `reason` is a refusal's only where something went wrong. */
export function readDetail(detail: Fields = {}, outcome: Outcome): EventDetail {
  const rest = { ...detail }
  const take = (name: string) => {
    const value = rest[name]
    delete rest[name]
    return typeof value === 'string' ? value : null
  }
  const failure = WENT_WRONG.includes(outcome)
    ? { reason: take('reason'), lineCode: take('lineCode'), lineText: take('lineText') }
    : null
  const differences = 'before' in rest && 'after' in rest ? compare(rest.before, rest.after) : []
  if (differences.length > 0) {
    delete rest.before
    delete rest.after
  }
  return {
    differences,
    failure: failure && (failure.reason ?? failure.lineCode ?? failure.lineText) !== null ? failure : null,
    facts: [...flatten(rest)],
  }
}

/** Only what differs: a form that was sent changes few of its fields. */
function compare(before: unknown, after: unknown): Difference[] {
  if (!isFields(before) && !isFields(after)) return differ('value', before, after)
  const [old, now] = [isFields(before) ? before : {}, isFields(after) ? after : {}]
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].flatMap((field) =>
    differ(field, old[field], now[field]),
  )
}

function differ(field: string, before: unknown, after: unknown): Difference[] {
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return []
  return [{ field, before: plain(before), after: plain(after) }]
}

function* flatten(fields: Fields, prefix = ''): Generator<DetailFact> {
  for (const [name, part] of Object.entries(fields)) {
    if (isFields(part)) yield* flatten(part, `${prefix}${name}.`)
    else {
      const value = plain(part)
      if (value !== null) yield { name: prefix + name, value }
    }
  }
}

function plain(value: unknown): DetailValue | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item)))
  return JSON.stringify(value)
}
