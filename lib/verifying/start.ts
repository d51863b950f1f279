import 'server-only'
import { faultFields, log } from '@/lib/log'
import { checkUntilPassed } from './check'

const EVERY_MS = 60_000

// Next loads a module once per module graph; the loop must run once.
const held = globalThis as typeof globalThis & { kagibanVerify?: NodeJS.Timeout }

/** Verifies the history for ever, a stretch a minute, and at once what somebody waits for. */
export function startVerifying(): void {
  held.kagibanVerify ??= setInterval(() => {
    checkUntilPassed().catch((error) => log('error', 'history.check_failed', faultFields(error)))
  }, EVERY_MS).unref()
}
