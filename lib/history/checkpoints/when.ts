import 'server-only'
import type { EventInput } from '../event'

/** A checkpoint stands at every event whose place this divides. */
export const EVERY = 500n
/** News waits this long for a checkpoint at most, in ms. */
export const NEWS_MS = 5 * 60_000

// What cannot be undone, shows a secret, takes data out, or changes who may do what.
const AFTER = new Set([
  ...['token.revoke', 'token.issue', 'secret.replace', 'channel.register'],
  ...['key.generate', 'key.import', 'key.activate', 'key.retire'],
  ...['history.export', 'history.check', 'history.adopt', 'history.prune', 'history.hold', 'history.release'],
])
const PREFIXES = ['member.', 'grant.', 'settings.']

/** Why a checkpoint belongs right behind this event: its name, `count`, or null where none does. */
export function causeOf({ name, outcome }: EventInput, seq: bigint): string | null {
  const happened = outcome !== 'requested' && outcome !== 'denied'
  if (happened && (AFTER.has(name) || PREFIXES.some((prefix) => name.startsWith(prefix)))) return name
  return seq % EVERY === 0n ? 'count' : null
}
