import 'server-only'
import { ATTENTION_KINDS, type AttentionRow } from './schema'

type Ordered = Pick<AttentionRow, 'kind' | 'at' | 'count' | 'channelName'>

/** A revoke that is not proven after so long may be of a token somebody else has, and nothing is more urgent. */
const UNPROVEN_MS = 10 * 60_000

/**
 * Orders what needs attention: a revoke long unproven first, then by its kind, within one kind what has waited longest or ends next, then the larger number.
 * What nobody knows the time of comes last.
 */
export function byUrgency(a: Ordered, b: Ordered, now = new Date()): number {
  return (
    placeOf(a, now) - placeOf(b, now) ||
    timeOf(a) - timeOf(b) ||
    b.count - a.count ||
    nameOf(a).localeCompare(nameOf(b))
  )
}

function placeOf({ kind, at }: Ordered, now: Date): number {
  const late = kind === 'unproven' && at !== null && now.getTime() - at.getTime() >= UNPROVEN_MS
  return late ? -1 : ATTENTION_KINDS.indexOf(kind)
}

const nameOf = ({ channelName }: Ordered) => channelName ?? ''
const timeOf = ({ at }: Ordered) => at?.getTime() ?? Number.MAX_SAFE_INTEGER
