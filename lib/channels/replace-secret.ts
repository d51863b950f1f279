import 'server-only'
import { change, type Saved } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { fingerprint } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { findCurrentSecret, lockWorkingChannel } from './queries'
import { replaceSecretInput } from './schema'
import { keepSecret, proofDetail, proveSecret, sealSecret, unseenProof } from './secret-proof'

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
      sealed: await sealSecret(secretId, channelSecret),
    }
  },

  async call({ plan }) {
    return { answer: await proveSecret(plan.lineChannelId, plan) }
  },

  async save(tx, { plan }, answer): Promise<Saved<{ channelId: string }>> {
    const { channelId } = plan.subject
    const proof = proofDetail(answer)
    await tx.$queryRaw`SELECT 1 FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
    const onFile = await findCurrentSecret(tx, channelId)
    // Saved late, from the spool: another one has taken the place since, and that one stays.
    if (onFile?.id !== plan.before?.id)
      return { result: { channelId }, detail: { proof, replacedBy: onFile?.fingerprint ?? null } }
    await tx.channelSecret.updateMany({
      where: { channelId, retiredAt: null },
      data: { retiredAt: new Date(), sealed: null, sealingKeyId: null },
    })
    await keepSecret(tx, channelId, plan, answer)
    return {
      result: { channelId },
      detail: { before: plan.before?.fingerprint ?? null, after: plan.fingerprint, proof },
    }
  },

  async settle({ fenceAt }) {
    return unseenProof(fenceAt)
  },
})
