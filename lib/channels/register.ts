import 'server-only'
import { change, type Saved } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { lineClient } from '@/lib/line/line-client'
import { fingerprint, open, seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { registerChannelInput } from './schema'

const STATELESS_SECONDS = 15 * 60

const secretContext = (id: string) => ({ table: 'ChannelSecret', column: 'sealed', id })

/**
 * Registers a channel once its secret is proven: a stateless token is issued with it and dropped unseen, for LINE has no
 * other way to check a secret, and a stateless token takes no slot and ends by itself in 15 minutes.
 */
export const registerChannel = change('channel.register', {
  input: registerChannelInput.transform(({ channelSecret, ...rest }) => ({
    ...rest,
    channelSecret: new Secret(channelSecret),
  })),

  async prepare(tx, _actor, { channelSecret, ...channel }) {
    const { lineChannelId, name, type, environment } = channel
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`channel.register ${lineChannelId}`}))`
    const known = await tx.channel.findUnique({ where: { lineChannelId }, select: { name: true, archivedAt: true } })
    if (known)
      throw new Refusal('conflict', known.archivedAt ? 'channelExistsArchived' : 'channelExists', {
        field: 'lineChannelId',
        values: { name: known.name },
      })
    const running = await tx.operation.count({
      where: {
        change: 'channel.register',
        state: { in: ['prepared', 'calling'] },
        plan: { path: ['channel', 'lineChannelId'], equals: lineChannelId },
      },
    })
    if (running > 0) throw new Refusal('busy', 'channelBeingRegistered', { field: 'lineChannelId' })

    const channelId = newId()
    const secretId = newId()
    return {
      subject: {
        channelId,
        target: { type: 'channel', id: channelId, label: name },
        detail: { lineChannelId, type, environment },
      },
      channel,
      secretId,
      fingerprint: await fingerprint(channelSecret),
      // Sealed for the row it will be in, so that it is moved there as it is.
      sealed: await seal(secretContext(secretId), channelSecret),
    }
  },

  async call({ plan }) {
    const secret = await open(secretContext(plan.secretId), plan.sealed)
    const { httpResponse, requestId } = await lineClient().issueStatelessChannelTokenByClientSecretWithHttpInfo(
      plan.channel.lineChannelId,
      secret,
    )
    return { answer: { provenAt: new Date().toISOString(), status: httpResponse.status, requestId: requestId ?? null } }
  },

  async save(tx, { plan }, answer): Promise<Saved<{ channelId: string }>> {
    const { channelId } = plan.subject
    const { status, requestId } = answer
    const proof = { call: 'issueStatelessChannelToken', status, requestId }
    const { lineChannelId } = plan.channel
    const known = await tx.channel.findUnique({ where: { lineChannelId }, select: { id: true } })
    // Saved late, from the spool: somebody has registered it anew since, and that one stays.
    if (known) return { result: { channelId: known.id }, detail: { proof, registeredAs: known.id } }
    await tx.channel.create({ data: { id: channelId, ...plan.channel } })
    await tx.channelSecret.create({
      data: {
        id: plan.secretId,
        channelId,
        sealed: plan.sealed.jwe,
        sealingKeyId: plan.sealed.keyId,
        fingerprint: plan.fingerprint,
        provenAt: new Date(answer.provenAt),
      },
    })
    return { result: { channelId }, detail: { proof } }
  },

  async settle({ fenceAt }) {
    const until = new Date((fenceAt?.getTime() ?? Date.now()) + STATELESS_SECONDS * 1000)
    // A token by secret has no assertion that ends, but the call's own deadline is shorter than the fence.
    return { state: 'uncertain', evidence: { mayExistUntil: until.toISOString() } }
  },
})
