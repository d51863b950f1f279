import 'server-only'
import { change, type Saved } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { lineClient } from '@/lib/line/line-client'
import { fingerprint, open, seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { findCurrentSecret, lockWorkingChannel } from './queries'
import { replaceSecretInput } from './schema'

const STATELESS_SECONDS = 15 * 60

const secretContext = (id: string) => ({ table: 'ChannelSecret', column: 'sealed', id })

/**
 * Puts another channel secret in place of the one on file, once LINE has issued a stateless token for it, which is
 * dropped unseen. Until then the old one stays in use; afterwards only its fingerprint is kept.
 */
export const replaceSecret = change('secret.replace', {
  input: replaceSecretInput.transform(({ channelId, channelSecret }) => ({
    channelId,
    channelSecret: new Secret(channelSecret),
  })),

  async prepare(tx, _actor, { channelId, channelSecret }) {
    const { name, lineChannelId } = await lockWorkingChannel(tx, channelId)
    const running = await tx.operation.count({
      where: { change: 'secret.replace', channelId, state: { in: ['prepared', 'calling'] } },
    })
    if (running > 0) throw new Refusal('busy', 'secretBeingReplaced')
    const after = await fingerprint(channelSecret)
    const before = await findCurrentSecret(tx, channelId)
    if (before?.fingerprint === after) throw new Refusal('conflict', 'secretOnFile', { field: 'channelSecret' })

    const secretId = newId()
    return {
      subject: { channelId, target: { type: 'channel', id: channelId, label: name } },
      lineChannelId,
      secretId,
      before,
      fingerprint: after,
      // Sealed for the row it will be in, so that it is moved there as it is.
      sealed: await seal(secretContext(secretId), channelSecret),
    }
  },

  async call({ plan }) {
    const secret = await open(secretContext(plan.secretId), plan.sealed)
    const { httpResponse, requestId } = await lineClient().issueStatelessChannelTokenByClientSecretWithHttpInfo(
      plan.lineChannelId,
      secret,
    )
    return { answer: { provenAt: new Date().toISOString(), status: httpResponse.status, requestId: requestId ?? null } }
  },

  async save(tx, { plan }, { provenAt, status, requestId }): Promise<Saved<{ channelId: string }>> {
    const { channelId } = plan.subject
    const proof = { call: 'issueStatelessChannelToken', status, requestId }
    await tx.$queryRaw`SELECT 1 FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
    const onFile = await findCurrentSecret(tx, channelId)
    // Saved late, from the spool: another one has taken the place since, and that one stays.
    if (onFile?.id !== plan.before?.id)
      return { result: { channelId }, detail: { proof, replacedBy: onFile?.fingerprint ?? null } }
    await tx.channelSecret.updateMany({
      where: { channelId, retiredAt: null },
      data: { retiredAt: new Date(), sealed: null, sealingKeyId: null },
    })
    await tx.channelSecret.create({
      data: {
        id: plan.secretId,
        channelId,
        sealed: plan.sealed.jwe,
        sealingKeyId: plan.sealed.keyId,
        fingerprint: plan.fingerprint,
        provenAt: new Date(provenAt),
      },
    })
    return {
      result: { channelId },
      detail: { before: plan.before?.fingerprint ?? null, after: plan.fingerprint, proof },
    }
  },

  async settle({ fenceAt }) {
    const until = new Date((fenceAt?.getTime() ?? Date.now()) + STATELESS_SECONDS * 1000)
    // A token by secret has no assertion that ends, but the call's own deadline is shorter than the fence.
    return { state: 'uncertain', evidence: { mayExistUntil: until.toISOString() } }
  },
})
