/** How far clocks may be apart, in ms, before it counts, before LINE may refuse what we sign for 60 s, and before it does. */
const SAME_MS = 2_000
const AMBER_MS = 30_000
const RED_MS = 50_000

/** What the difference between LINE's clock and ours, in ms, means for signed requests. */
export function clockLevel(offsetMs: number): 'same' | 'ok' | 'amber' | 'red' {
  const apart = Math.abs(offsetMs)
  if (apart > RED_MS) return 'red'
  if (apart > AMBER_MS) return 'amber'
  // A Date header knows only whole seconds.
  return apart < SAME_MS ? 'same' : 'ok'
}
