import 'server-only'
import { change, type Saved } from '@/lib/change'
import { findCurrentSecret, openChannelSecret } from '@/lib/channels/queries'
import type { Tx } from '@/lib/db/transaction'
import { isRefusal, Refusal } from '@/lib/errors'
import { JWT_BEARER } from '@/lib/line/calls'
import type { Clock } from '@/lib/line/care/clock'
import { isLineError, type LineError, refusalFromLine } from '@/lib/line/errors'
import { lineClient } from '@/lib/line/line-client'
import type { Secret } from '@/lib/sealing/secret'
import { signWithKey } from './queries'
import { type CheckedCredential, type CheckedView, checkChannelInput, tellsAgainst } from './schema'

const STATELESS_SECONDS = 15 * 60
const HELD_BACK = new Set(['linePaused', 'lineBreakerOpen', 'operationTimedOut'])

interface Tried extends CheckedCredential {
  /** Until when a stateless token may exist that nobody saw; null when LINE's answer was seen. */
  mayExistUntil?: string
  requestId: string | null
  clock: Clock | null
}

/**
 * Tries every credential of a channel at LINE and reads LINE's clock: each key in use or ready by asking for the list of
 * key IDs, the secret by a stateless token that is dropped. A refused credential is the result, no failure; only when LINE
 * answers nothing at all does the check fail.
 */
export const checkChannel = change('channel.check', {
  input: checkChannelInput,

  async prepare(tx, _actor, { channelId }) {
    const channel = await tx.channel.findUnique({
      where: { id: channelId },
      select: {
        name: true,
        lineChannelId: true,
        signingKeys: {
          where: { state: { in: ['active', 'ready'] } },
          orderBy: { createdAt: 'desc' },
          select: { id: true, kid: true },
        },
      },
    })
    if (!channel) throw new Refusal('not_found', 'channelNotFound')
    const secret = await findCurrentSecret(tx, channelId)
    const keys = channel.signingKeys.flatMap(({ id, kid }) => (kid ? [{ id, kid }] : []))
    if (!secret && keys.length === 0) throw new Refusal('conflict', 'channelSecretMissing')
    return {
      subject: { channelId, target: { type: 'channel', id: channelId, label: channel.name } },
      lineChannelId: channel.lineChannelId,
      secretId: secret?.id ?? null,
      keys,
    }
  },

  async call({ plan: { subject, lineChannelId, secretId, keys } }) {
    const at = new Date().toISOString()
    // What only reads goes first, so that a LINE that cannot be reached is found out without sending the secret.
    const triedKeys = await tryAll(
      keys.map(({ id, kid }) => ({
        credential: { kind: 'key', id, label: kid },
        open: () => signWithKey(id, kid),
        ask: (assertion) => lineClient().getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(JWT_BEARER, assertion),
      })),
    )
    const trySecret: Trial = {
      credential: { kind: 'secret', id: secretId ?? '', label: null },
      open: () => openChannelSecret(subject.channelId, secretId ?? ''),
      ask: (secret) => lineClient().issueStatelessChannelTokenByClientSecretWithHttpInfo(lineChannelId, secret),
    }
    const tried = [...(secretId ? await tryAll([trySecret], triedKeys.length > 0) : []), ...triedKeys]
    const clocks = tried.flatMap(({ clock }) => clock ?? [])
    const [clock] = clocks.sort((a, b) => a.tripMs - b.tripMs)
    return { answer: { at, tried, clockOffsetMs: clock?.offsetMs ?? null } }
  },

  async save(tx, { plan }, { at, tried, clockOffsetMs }): Promise<Saved<CheckedView>> {
    const { channelId } = plan.subject
    for (const credential of tried) await keepVerdict(tx, credential, new Date(at))
    await tx.channel.updateMany({
      where: { id: channelId, OR: [{ checkedAt: null }, { checkedAt: { lt: new Date(at) } }] },
      data: { checkedAt: new Date(at), clockOffsetMs },
    })
    const told = tried.map(({ kind, label, verdict, reason, requestId, mayExistUntil }) => [
      label ?? kind,
      { verdict, reason, requestId, mayExistUntil: mayExistUntil ?? null },
    ])
    return {
      result: {
        credentials: tried.map(({ requestId: _, clock: __, mayExistUntil: ___, ...credential }) => credential),
        clockOffsetMs,
      },
      detail: { ...Object.fromEntries(told), clockOffsetMs },
    }
  },

  async settle({ plan, fenceAt }) {
    if (!plan.secretId) return { state: 'none', evidence: {} }
    const until = new Date((fenceAt?.getTime() ?? Date.now()) + STATELESS_SECONDS * 1000)
    return { state: 'uncertain', evidence: { mayExistUntil: until.toISOString() } }
  },
})

/** How one credential is tried: opened here, sent to LINE. */
interface Trial {
  credential: Pick<CheckedCredential, 'kind' | 'id' | 'label'>
  open(): Promise<Secret>
  ask(secret: Secret): Promise<{ requestId: string | undefined; clock: Clock | undefined }>
}

/** Tries some credentials at once; throws LINE's fault when none of them was answered, unless LINE has answered before. */
async function tryAll(trials: Trial[], answered = false): Promise<Tried[]> {
  const results = await Promise.all(trials.map(tryOut))
  const faults = results.flatMap(({ fault }) => fault ?? [])
  if (!answered && faults[0] && faults.length === results.length) throw faults[0]
  return results.map(({ tried }) => tried)
}

async function tryOut({ credential, open, ask }: Trial): Promise<{ tried: Tried; fault?: LineError | Refusal }> {
  const told = { ...credential, reason: null, requestId: null, clock: null }
  try {
    const { requestId = null, clock = null } = await ask(await open())
    return { tried: { ...told, verdict: 'proven', requestId, clock } }
  } catch (error) {
    // Retired or replaced since, or no longer to be opened; or LINE is not called just now, which is no answer either.
    if (isRefusal(error)) {
      const tried: Tried = { ...told, verdict: 'unknown', reason: error.reason }
      return HELD_BACK.has(error.reason) ? { tried, fault: error } : { tried }
    }
    if (!isLineError(error)) throw error
    const { reason } = refusalFromLine(error)
    const verdict = tellsAgainst(credential.kind, reason) ? 'refused' : 'unknown'
    const mayExistUntil = new Date(Date.now() + STATELESS_SECONDS * 1000).toISOString()
    const tried: Tried = {
      ...{ ...told, verdict, reason, requestId: error.requestId ?? null, clock: error.clock ?? null },
      ...(error.effect === 'possible' ? { mayExistUntil } : {}),
    }
    return error.kind === 'rejected' ? { tried } : { tried, fault: error }
  }
}

/** What is known from later stays; so does a credential that is no longer on file. */
async function keepVerdict(tx: Tx, { kind, id, verdict }: CheckedCredential, at: Date): Promise<void> {
  if (verdict === 'unknown') return
  const data = verdict === 'proven' ? { provenAt: at, refusedAt: null } : { refusedAt: at }
  const where = { id, retiredAt: null, AND: [{ OR: [{ refusedAt: null }, { refusedAt: { lt: at } }] }] }
  if (kind === 'secret') await tx.channelSecret.updateMany({ where: { ...where, provenAt: { lt: at } }, data })
  else
    await tx.signingKey.updateMany({
      where: { ...where, OR: [{ provenAt: null }, { provenAt: { lt: at } }] },
      data,
    })
}
