import 'server-only'
import { takesV21 } from '@/lib/channels/schema'
import { type ChannelFacts, latestEndOf } from './facts'
import type { IncidentChannelView, LeftToken, OldKeyView, Step, StepState, StepView } from './schema'
import { unkillableOf } from './unkillable'

/** Tells how far a channel has come. Nothing is ticked by hand but what only LINE's console shows. */
export function viewOf(
  facts: ChannelFacts,
  incident: { openedAt: Date; closedAt: Date | null },
  now: Date,
): IncidentChannelView {
  const { channel, before, keys, secret } = facts
  const lasting = facts.tokens.filter(({ kind }) => kind !== 'stateless')
  const isOver = ({ state, expiresAt }: LeftToken) => state === 'gone' || (expiresAt !== null && expiresAt <= now)
  const left = lasting.filter((token) => !isOver(token))
  const openOperations = facts.operations.filter(({ state }) => state !== 'uncertain').length
  const unheld = facts.sightings.filter((sighting) => !sighting.goneAt && latestEndOf(sighting) > now)
  const oldKeys = oldKeysOf(facts)
  const newKey = keys.find(({ id, state }) => state === 'active' && !before.keyIds.includes(id))

  const done = new Map<Step, Date>()
  const state = new Map<Step, StepState>()
  const set = (step: Step, at: Date | null | undefined | false, otherwise: StepState) => {
    if (at) done.set(step, at)
    state.set(step, at ? 'done' : otherwise)
  }
  const hasKeys = takesV21(channel.type)
  const replaced = secret && secret.id !== before.secretId ? secret : null
  set('freeze', channel.frozenAt ?? (incident.closedAt && incident.openedAt), 'wrong')

  const nothingLeft = left.length === 0 && openOperations === 0
  const ends = lasting.map(({ goneAt, expiresAt }) => goneAt ?? expiresAt)
  // With a secret LINE refuses no v2.1 token can be revoked until the new one is entered.
  const stuck = secret?.refusedAt != null && left.some(({ kind }) => kind === 'v2.1')
  // A revoke that is not proven, or was not even sent, goes on by itself until a day has been tried for.
  const goesOn = left.length > 0 && left.every((token) => token.state === 'revoking' && token.nextProofAt)
  set(
    'revoke',
    nothingLeft && latest([incident.openedAt, ...ends]),
    stuck ? 'wrong' : !incident.closedAt && (facts.revoking || goesOn) ? 'running' : 'now',
  )

  if (hasKeys) {
    set('key', newKey?.provenAt && !newKey.refusedAt && newKey.activatedAt, newKey?.refusedAt ? 'wrong' : 'now')
    const gone = oldKeys.map(({ refusedAt, saidAt }) => refusedAt ?? saidAt)
    if (oldKeys.length === 0) state.set('oldKey', 'none')
    else set('oldKey', gone.every(Boolean) && done.has('key') && latest(gone), done.has('key') ? 'now' : 'later')
  } else for (const step of ['key', 'oldKey'] as const) state.set(step, 'none')

  set(
    'secret',
    replaced && !replaced.refusedAt && replaced.createdAt,
    replaced?.refusedAt ? 'wrong' : done.has('revoke') || stuck ? 'now' : 'later',
  )

  const credentials = (['key', 'oldKey', 'secret'] as const).every(
    (step) => done.has(step) || state.get(step) === 'none',
  )
  const renewedAt = latest(['key', 'oldKey', 'secret'].map((step) => done.get(step as Step) ?? null)) ?? now
  const synced = !hasKeys || (channel.syncedAt !== null && channel.syncedAt >= renewedAt)
  const swept = credentials && synced && nothingLeft && unheld.length === 0
  set(
    'sweep',
    swept && latest([renewedAt, hasKeys ? channel.syncedAt : null, done.get('revoke') ?? null]),
    !credentials ? 'later' : synced && unheld.length > 0 ? 'wrong' : 'now',
  )

  const steps: StepView[] = [...state].map(([step, each]) => ({ step, state: each, at: done.get(step) ?? null }))
  const isSafe = steps.every((each) => each.state === 'done' || each.state === 'none')
  return {
    channelId: channel.id,
    ...{ name: channel.name, lineChannelId: channel.lineChannelId, type: channel.type },
    ...{ frozenAt: channel.frozenAt, syncedAt: channel.syncedAt },
    ...{ steps, oldKeys, openOperations },
    safeAt: isSafe ? latest(steps.map(({ at }) => at)) : null,
    newKid: newKey?.kid ?? null,
    keyWaits: keys.some((key) => key.state === 'generated'),
    secretRefusedAt: secret?.refusedAt ?? null,
    tokens: {
      total: lasting.length,
      gone: lasting.length - left.length,
      left: left.map(({ id, purpose, kind, keyId, state: at, expiresAt }) => ({
        ...{ id, purpose, kind, keyId, expiresAt },
        state: at,
      })),
    },
    unkillable: unkillableOf({ ...facts, unheld, hasKeys, done, needsOldKey: oldKeys.length > 0 }, now),
  }
}

/** An old key is out of use once LINE refuses it; one whose private half was erased, once a person says it was deleted. */
function oldKeysOf({ before, keys, said }: ChannelFacts): OldKeyView[] {
  return before.keys.map(({ id, kid }) => {
    const key = keys.find((each) => each.id === id)
    // Of one that can still be tried LINE is asked, and its answer alone counts; nor was one erased since then meant.
    const saidAt = said.oldKey && !key?.held ? new Date(said.oldKey.at) : null
    const word = saidAt && (key?.retiredAt ?? saidAt) <= saidAt ? said.oldKey : undefined
    return {
      kid,
      held: key?.held ?? false,
      refusedAt: key?.refusedAt ?? null,
      saidAt: word ? saidAt : null,
      saidBy: word?.by ?? null,
    }
  })
}

function latest(times: readonly (Date | null)[]): Date | null {
  const known = times.filter((at) => at !== null)
  return known.length > 0 ? new Date(Math.max(...known.map((at) => at.getTime()))) : null
}
