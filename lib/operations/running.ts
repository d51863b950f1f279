import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import { Refusal } from '@/lib/errors'

interface Running {
  operations: Set<Promise<unknown>>
  stopping: boolean
}

// Next loads a module once per module graph; there is one process to stop.
const held = globalThis as typeof globalThis & { kagibanRunning?: Running }

function state(): Running {
  held.kagibanRunning ??= { operations: new Set(), stopping: false }
  return held.kagibanRunning
}

/** Does a change that calls LINE, so that stopping waits for it; refuses to begin one when the process is stopping. */
export async function whileRunning<T>(work: () => Promise<T>): Promise<T> {
  const { operations, stopping } = state()
  if (stopping) throw new Refusal('busy', 'stopping')
  const running = work()
  operations.add(running)
  try {
    return await running
  } finally {
    operations.delete(running)
  }
}

/**
 * Begins no more operations and waits for those that run, at most `withinMs`: a token LINE issues to a process that ends
 * meanwhile is lost. Answers whether there were any.
 */
export async function stopOperations(withinMs: number): Promise<boolean> {
  const running = state()
  running.stopping = true
  if (running.operations.size === 0) return false
  await Promise.race([Promise.allSettled(running.operations), sleep(withinMs)])
  return true
}
