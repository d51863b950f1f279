import 'server-only'
import { z } from 'zod'
import { change, type Saved } from '@/lib/change'
import { lockWorkingChannel } from '@/lib/channels/queries'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { ASSERTION_SECONDS, signAssertion } from '@/lib/line/assertion'
import { open, seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { checkPrivateJwk } from './private-jwk'
import { proveAtLine } from './queries'
import { importKeyInput } from './schema'

const keyContext = (id: string) => ({ table: 'SigningKey', column: 'sealed', id })

/**
 * Takes in a private key made elsewhere, with the kid LINE has its public half under. It is kept once LINE has taken an
 * assertion signed with it: in use when the channel has no key in use, else ready.
 */
export const importKey = change('key.import', {
  input: importKeyInput.transform(({ channelId, kid, privateJwk }, context) => {
    const key = checkPrivateJwk(new Secret(privateJwk))
    if (typeof key !== 'string') return { channelId, kid, key }
    context.addIssue({ code: 'custom', path: ['privateJwk'], message: key })
    return z.NEVER
  }),

  async prepare(tx, _actor, { channelId, kid, key }) {
    const { lineChannelId } = await lockWorkingChannel(tx, channelId)
    const { privateJwk, publicJwk } = key
    const held = await tx.signingKey.findMany({ where: sameKey(channelId, kid, publicJwk.n), select: { kid: true } })
    if (held.some((one) => one.kid === kid)) throw new Refusal('conflict', 'kidTaken', { field: 'kid' })
    if (held.length > 0) throw new Refusal('conflict', 'keyHeldAlready', { field: 'privateJwk' })
    const signingKeyId = newId()
    return {
      subject: {
        channelId,
        target: { type: 'signing key', id: signingKeyId, label: kid },
        detail: { origin: 'imported' },
      },
      lineChannelId,
      signingKeyId,
      kid,
      publicJwk,
      // Sealed for the row it will be in, so that it is moved there as it is.
      sealed: await seal(keyContext(signingKeyId), privateJwk),
    }
  },

  async call({ plan: { lineChannelId, kid, signingKeyId, sealed } }) {
    const assertion = await signAssertion({
      channelId: lineChannelId,
      kid,
      privateJwk: await open(keyContext(signingKeyId), sealed),
      expiresAt: new Date(Date.now() + ASSERTION_SECONDS * 1000),
    })
    // With the key, for the plan keeps it no longer than this operation is open, and an answer may be saved later.
    return { answer: { ...(await proveAtLine(assertion)), sealed } }
  },

  async save(tx, { plan }, { provenAt, listed, requestId, sealed }): Promise<Saved<{ channelId: string }>> {
    const { channelId } = plan.subject
    const { kid, publicJwk } = plan
    const at = new Date(provenAt)
    const told = { keyIdsListed: listed, requestId }
    await tx.$queryRaw`SELECT 1 FROM "Channel" WHERE id = ${channelId}::uuid FOR NO KEY UPDATE`
    // Sent twice at the same moment: the first one has brought it in.
    const held = await tx.signingKey.findFirst({ where: sameKey(channelId, kid, publicJwk.n), select: { id: true } })
    if (held) return { result: { channelId }, detail: { ...told, heldAs: held.id } }
    const used = await tx.signingKey.count({ where: { channelId, state: 'active' } })
    const state = used > 0 ? 'ready' : 'active'
    await tx.signingKey.create({
      data: {
        id: plan.signingKeyId,
        channelId,
        kid,
        publicJwk: { ...publicJwk },
        sealed: sealed.jwe,
        sealingKeyId: sealed.keyId,
        state,
        origin: 'imported',
        provenAt: at,
        activatedAt: state === 'active' ? at : null,
      },
    })
    return { result: { channelId }, detail: { ...told, state } }
  },

  async settle() {
    return { state: 'none', evidence: {} }
  },
})

/** The keys of a channel, retired ones too, that have this kid or this modulus. */
const sameKey = (channelId: string, kid: string, n: string) => ({
  channelId,
  OR: [{ kid }, { publicJwk: { path: ['n'], equals: n } }],
})
