import 'server-only'
import { type ChannelState, PROBLEMS, type Problem } from '../schema'

/** The one thing to know of a channel: archived, else the most important of its problems, else that it is OK. */
export function stateOf(has: Readonly<Record<Problem, boolean>>, archivedAt: Date | null): ChannelState {
  if (archivedAt) return 'archived'
  return PROBLEMS.find((problem) => has[problem]) ?? 'ok'
}
