import { z } from 'zod'

/** Who is at the command line, as its system calls them. */
const by = z.string().trim().min(1).max(100)

/** How many days of the history stay. */
export const pruneInput = z.object({ days: z.coerce.number().int().min(1).max(36_500), by })

/** Why nothing of the history may be removed. */
export const holdInput = z.object({ reason: z.string().trim().min(1).max(500), by })

export const releaseInput = z.object({ id: z.uuid(), by })

/** The last event that was checked and has its keyed hash; hex. */
export const adoptInput = z.object({ seq: z.number().int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/), by })

/** A hold that stands. */
export interface HoldView {
  id: string
  reason: string
  setBy: string
  setAt: Date
}

/** What would be removed: all events from one place to another, which a checkpoint that left names. */
export interface Cut {
  from: number
  to: number
  count: number
  /** When the last of them was written. */
  at: Date
}
