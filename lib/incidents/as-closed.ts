import 'server-only'
import type { ChannelFacts } from './facts'

/**
 * What was so when an incident was closed, as far as it can be told from what is there now: credentials are renewed,
 * and lists read, again and again. Where it cannot, it counts only if the incident was said to be safe then.
 */
export function asClosed(
  facts: ChannelFacts,
  { closedAt, safeAt }: { closedAt: Date; safeAt: Date | null },
): ChannelFacts {
  const { channel, before, keys, secret, sightings } = facts
  const past = (at: Date | null) => (at && at <= closedAt ? at : null)
  // Such a time moves on with each check and sync.
  const moving = (at: Date | null) => (at && at > closedAt ? safeAt : at)
  const inUse = keys
    .filter(({ activatedAt, retiredAt }) => past(activatedAt) && !past(retiredAt))
    .sort((one, other) => (one.activatedAt?.getTime() ?? 0) - (other.activatedAt?.getTime() ?? 0))
    .at(-1)
  return {
    ...facts,
    channel: { ...channel, frozenAt: past(channel.frozenAt), syncedAt: moving(channel.syncedAt) },
    secret: secret && { ...secret, refusedAt: past(secret.refusedAt) },
    keys: keys.map((key) => ({
      ...key,
      state: key === inUse ? 'active' : key.state === 'active' ? 'ready' : key.state,
      refusedAt: before.keyIds.includes(key.id) ? moving(key.refusedAt) : past(key.refusedAt),
    })),
    sightings: sightings
      .filter(({ firstSeenAt }) => firstSeenAt <= closedAt)
      .map((sighting) => ({ ...sighting, goneAt: past(sighting.goneAt) })),
  }
}
