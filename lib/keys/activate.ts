import 'server-only'
import { change, type Saved } from '@/lib/change'
import { lockWorkingChannel } from '@/lib/channels/queries'
import { Refusal } from '@/lib/errors'
import { proveAtLine, signWithKey } from './queries'
import { activateKeyInput, tellsAgainst } from './schema'

/**
 * Puts a key to use once LINE has taken an assertion signed with it (the list of key IDs is asked, which changes nothing):
 * a generated one with the kid LINE's console gave it, or a ready one anew. The key used until then stays ready.
 */
export const activateKey = change('key.activate', {
  input: activateKeyInput,

  async prepare(tx, _actor, { channelId, signingKeyId, kid: given }) {
    await lockWorkingChannel(tx, channelId)
    const key = await tx.signingKey.findFirst({
      where: { id: signingKeyId, channelId },
      select: { state: true, kid: true },
    })
    if (!key) throw new Refusal('not_found', 'signingKeyNotFound')
    if (key.state === 'retired') throw new Refusal('conflict', 'signingKeyRetired')
    if (key.state === 'active') throw new Refusal('conflict', 'keyInUse')
    if (key.state === 'ready' && given !== undefined) throw new Refusal('conflict', 'keyNotWaiting')
    const kid = key.kid ?? given
    if (kid === undefined) throw new Refusal('invalid', 'kidMissing', { field: 'kid' })
    const taken = await tx.signingKey.count({ where: { channelId, kid, id: { not: signingKeyId } } })
    if (taken > 0) throw new Refusal('conflict', 'kidTaken', { field: 'kid' })
    return {
      subject: { channelId, target: { type: 'signing key', id: signingKeyId, label: kid } },
      signingKeyId,
      kid,
      from: key.state,
    }
  },

  async call({ plan }) {
    return { answer: await proveAtLine(await signWithKey(plan.signingKeyId, plan.kid)) }
  },

  async save(tx, { plan }, { provenAt, listed, requestId }): Promise<Saved<{ kid: string }>> {
    const { channelId } = plan.subject
    const { kid, signingKeyId: id } = plan
    const at = new Date(provenAt)
    const told = { keyIdsListed: listed, requestId }
    await tx.$queryRaw`SELECT 1 FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
    const key = await tx.signingKey.findUnique({ where: { id }, select: { state: true } })
    // Sent twice, it is in use by then; retired meanwhile, it stays so.
    if (key?.state !== 'generated' && key?.state !== 'ready')
      return { result: { kid }, detail: { ...told, state: key?.state ?? null } }
    const used = await tx.signingKey.findFirst({
      where: { channelId, state: 'active' },
      select: { id: true, kid: true, activatedAt: true },
    })
    // Saved late, from the spool: whoever put another one to use since meant that one.
    if (used?.activatedAt && used.activatedAt > at) {
      await tx.signingKey.update({ where: { id }, data: { state: 'ready', kid, provenAt: at, refusedAt: null } })
      return { result: { kid }, detail: { ...told, state: 'ready' } }
    }
    if (used) await tx.signingKey.update({ where: { id: used.id }, data: { state: 'ready' } })
    await tx.signingKey.update({
      where: { id },
      data: { state: 'active', kid, activatedAt: at, provenAt: at, refusedAt: null },
    })
    return { result: { kid }, detail: { before: used?.kid ?? null, after: kid, ...told } }
  },

  async otherwise(tx, { plan }, state, evidence) {
    const { reason } = evidence as { reason?: unknown }
    // A kid that was never proven may just be mistyped.
    if (state !== 'failed' || plan.from !== 'ready' || !tellsAgainst('key', reason)) return
    await tx.signingKey.updateMany({
      where: { id: plan.signingKeyId, state: { not: 'retired' } },
      data: { refusedAt: new Date() },
    })
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})
