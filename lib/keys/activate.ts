import 'server-only'
import { change } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { JWT_BEARER } from '@/lib/line/calls'
import { lineClient } from '@/lib/line/line-client'
import { signWithKey } from './queries'
import { activateKeyInput } from './schema'

/**
 * Takes the kid back from LINE's console and puts the key into use, once LINE has taken an assertion signed with it (the
 * list of key IDs is asked, which changes nothing). The key used until then stays ready to be switched back to.
 */
export const activateKey = change('key.activate', {
  input: activateKeyInput,

  async prepare(tx, _actor, { channelId, signingKeyId, kid }) {
    const key = await tx.signingKey.findFirst({ where: { id: signingKeyId, channelId }, select: { state: true } })
    if (!key) throw new Refusal('not_found', 'signingKeyNotFound')
    if (key.state !== 'generated') throw new Refusal('conflict', 'keyNotWaiting')
    const taken = await tx.signingKey.count({ where: { channelId, kid } })
    if (taken > 0) throw new Refusal('conflict', 'kidTaken', { field: 'kid' })
    return {
      subject: { channelId, target: { type: 'signing key', id: signingKeyId, label: kid } },
      signingKeyId,
      kid,
    }
  },

  async call({ plan }) {
    const assertion = await signWithKey(plan.signingKeyId, plan.kid)
    const { body, requestId } = await lineClient().getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(
      JWT_BEARER,
      assertion,
    )
    return { answer: { provenAt: new Date().toISOString(), listed: body.kids.length, requestId: requestId ?? null } }
  },

  async save(tx, { plan }, { provenAt, listed, requestId }) {
    const { channelId } = plan.subject
    const at = new Date(provenAt)
    const detail = { after: plan.kid, keyIdsListed: listed, requestId }
    const [key] = await tx.$queryRaw<{ state: string }[]>`
      SELECT state FROM "SigningKey" WHERE id = ${plan.signingKeyId}::uuid FOR UPDATE`
    // Sent twice, or saved late: it has been activated by then, and another one may be in use since.
    if (key?.state !== 'generated') return { result: { kid: plan.kid }, detail: { ...detail, before: null } }
    const before = await tx.signingKey.updateManyAndReturn({
      where: { channelId, state: 'active' },
      data: { state: 'ready' },
      select: { kid: true },
    })
    await tx.signingKey.update({
      where: { id: plan.signingKeyId },
      data: { state: 'active', kid: plan.kid, activatedAt: at, provenAt: at, refusedAt: null },
    })
    return {
      result: { kid: plan.kid },
      detail: { ...detail, before: before[0]?.kid ?? null },
    }
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})
