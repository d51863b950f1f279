import 'server-only'
import type { AnyRemoteChange } from '@/lib/change'
import { env } from '@/lib/env'
import { faultFields, log } from '@/lib/log'
import { leaseMs } from './clock'
import { withLease } from './lease'
import { settle } from './settle'
import { drainSpool } from './spool'

const SPOOL_SECONDS = 10

// Next loads a module once per module graph; the loops must run once.
const held = globalThis as typeof globalThis & { kagibanLoops?: NodeJS.Timeout[] }

/** Settles and drains the spool now and then for ever: settling every KAGIBAN_SETTLE_SECONDS, the spool every 10 s, and what is given `besides` as often as settling. */
export function startLoops(
  changes: readonly AnyRemoteChange[],
  besides: Readonly<Record<string, () => Promise<void>>> = {},
): void {
  if (held.kagibanLoops) return
  held.kagibanLoops = [
    every(env().KAGIBAN_SETTLE_SECONDS, 'settle', () => settleAlone(changes)),
    ...Object.entries(besides).map(([name, work]) => every(env().KAGIBAN_SETTLE_SECONDS, name, work)),
    every(Math.min(SPOOL_SECONDS, env().KAGIBAN_SETTLE_SECONDS), 'spool', () => drainSpool(changes)),
  ]
}

/** A token in hand on this instance's disk waits for nobody; settling is done by one instance at a time. */
async function settleAlone(changes: readonly AnyRemoteChange[]): Promise<void> {
  await drainSpool(changes)
  await withLease('settle', leaseMs(), () => settle(changes))
}

function every(seconds: number, name: string, work: () => Promise<void>): NodeJS.Timeout {
  let running = false
  const round = async () => {
    if (running) return
    running = true
    try {
      await work()
    } catch (error) {
      log('error', `${name}.failed`, faultFields(error))
    } finally {
      running = false
    }
  }
  void round()
  return setInterval(() => void round(), seconds * 1000).unref()
}
