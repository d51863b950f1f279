import 'server-only'
import { change, type Saved } from '@/lib/change'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { fingerprint } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { registerChannelInput } from './schema'
import { keepSecret, proofDetail, proveSecret, sealSecret, unseenProof } from './secret-proof'

/**
 * Registers a channel once its secret is proven by a stateless token, which is dropped unseen.
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
      sealed: await sealSecret(secretId, channelSecret),
    }
  },

  async call({ plan }) {
    return { answer: await proveSecret(plan.channel.lineChannelId, plan) }
  },

  async save(tx, { plan }, answer): Promise<Saved<{ channelId: string }>> {
    const { channelId } = plan.subject
    const proof = proofDetail(answer)
    const { lineChannelId } = plan.channel
    const known = await tx.channel.findUnique({ where: { lineChannelId }, select: { id: true } })
    // Saved late, from the spool: somebody has registered it anew since, and that one stays.
    if (known) return { result: { channelId: known.id }, detail: { proof, registeredAs: known.id } }
    await tx.channel.create({ data: { id: channelId, ...plan.channel } })
    await keepSecret(tx, channelId, plan, answer)
    return { result: { channelId }, detail: { proof } }
  },

  async settle({ fenceAt }) {
    return unseenProof(fenceAt)
  },
})
