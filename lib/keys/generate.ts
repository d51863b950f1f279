import { exportJWK, generateKeyPair } from 'jose'
import 'server-only'
import { localChange } from '@/lib/change'
import { lockWorkingChannel } from '@/lib/channels/queries'
import { newId } from '@/lib/db/id'
import { Refusal } from '@/lib/errors'
import { seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { generateKeyInput, type PublicJwk } from './schema'

/** Makes an RSA key pair of 2048 bits, the one size LINE takes; the private half is sealed at once and never leaves. */
export const generateKey = localChange('key.generate', {
  input: generateKeyInput,

  async prepare(tx, _actor, { channelId }) {
    // Locked, because two clicks would make two keys, and only one of them could be registered at LINE.
    const channel = await lockWorkingChannel(tx, channelId)
    const waiting = await tx.signingKey.count({ where: { channelId, state: 'generated' } })
    if (waiting > 0) throw new Refusal('conflict', 'keyWaitsForKid')

    const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
    const { n, e } = await exportJWK(publicKey)
    if (!n || !e) throw new Error('the generated key has no modulus')
    const publicJwk: PublicJwk = { kty: 'RSA', alg: 'RS256', use: 'sig', e, n }
    const id = newId()
    const sealed = await seal(
      { table: 'SigningKey', column: 'sealed', id },
      new Secret(JSON.stringify(await exportJWK(privateKey))),
    )
    await tx.signingKey.create({
      data: {
        id,
        channelId,
        publicJwk: { ...publicJwk },
        sealed: sealed.jwe,
        sealingKeyId: sealed.keyId,
        state: 'generated',
      },
    })
    return {
      subject: { channelId, target: { type: 'signing key', id, label: channel.name } },
      result: { signingKeyId: id },
    }
  },
})
