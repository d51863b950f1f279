/** LINE keeps at most this many v2.1 tokens per channel. */
export const SLOTS = 30

/** How full the slots are: amber from 24 (tell the owner), red from 28 (a rotation may fail). */
export function slotLevel(taken: number): 'plain' | 'amber' | 'red' {
  if (taken >= 28) return 'red'
  return taken >= 24 ? 'amber' : 'plain'
}
