import 'server-only'
import { ATTENTION_KINDS, type AttentionRow } from './schema'

type Ordered = Pick<AttentionRow, 'kind' | 'at' | 'count' | 'channelName'>

/**
 * Orders what needs attention: by its kind, within one kind what has waited longest or ends next, then the larger number.
 * What nobody knows the time of comes last.
 */
export function byUrgency(a: Ordered, b: Ordered): number {
  return (
    ATTENTION_KINDS.indexOf(a.kind) - ATTENTION_KINDS.indexOf(b.kind) ||
    timeOf(a) - timeOf(b) ||
    b.count - a.count ||
    nameOf(a).localeCompare(nameOf(b))
  )
}

const nameOf = ({ channelName }: Ordered) => channelName ?? ''
const timeOf = ({ at }: Ordered) => at?.getTime() ?? Number.MAX_SAFE_INTEGER
