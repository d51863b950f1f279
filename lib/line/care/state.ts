import 'server-only'
import type { CallClass } from '../calls'
import { Breaker } from './breaker'
import { Gate } from './gate'
import { Pause } from './pause'

/** What this process knows of LINE at one address. Times are of the monotonic clock, in ms. */
export interface LineState {
  gate: Gate
  pauses: Record<CallClass, Pause>
  /** A revoke is never held back. */
  breakers: Record<Exclude<CallClass, 'revoke'>, Breaker>
  /** The read that tries out for all waiting issues whether LINE is back. */
  probe?: Promise<void> | undefined
  clock?: { offsetMs: number; at: Date; readAtMs: number }
}

// Next loads a module once per module graph; LINE is to be spared by the process as a whole.
const held = globalThis as typeof globalThis & { kagibanLine?: Map<string, LineState> }

/** The state of LINE at the address of `baseURL`. */
export function stateOf(baseURL: string): LineState {
  held.kagibanLine ??= new Map()
  const { origin } = new URL(baseURL)
  const known = held.kagibanLine.get(origin)
  if (known) return known
  const state = {
    gate: new Gate(),
    pauses: { issue: new Pause(), revoke: new Pause(), read: new Pause() },
    breakers: { issue: new Breaker(), read: new Breaker() },
  }
  held.kagibanLine.set(origin, state)
  return state
}

/** Forgets pauses, breakers and clocks, for a test that follows one in which LINE failed. */
export function forgetLine(): void {
  held.kagibanLine?.clear()
}
