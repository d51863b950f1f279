import { exportJWK, generateKeyPair } from 'jose'
import { systemActor } from '@/lib/access/actor'
import { importKey } from '@/lib/keys/import'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { registerMade } from '@/sandbox/registered'
import type { BareChannel } from '../bare'
import type { AtLine } from '../stage'

/** A token that both Kagiban and a script hold. */
export interface SeededToken {
  tokenId: string
  keyId: string
  value: string
}

/** A channel whose credentials and tokens both Kagiban and a script hold. */
export interface SeededChannel extends BareChannel {
  channelId: string
  channelSecret: string
  tokens: SeededToken[]
}

const actor = systemActor('command line')
const AT_ONCE = 4

/** Makes channels at the stand-in and here, each with so many v2.1 tokens of a day; all have the same key pair, which spares making one for each. */
export async function seedChannels(atLine: AtLine, tokensOf: readonly number[]): Promise<SeededChannel[]> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const publicJwk = { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' }
  const privateJwk = JSON.stringify(await exportJWK(privateKey))

  async function seed(name: string, count: number): Promise<SeededChannel> {
    const made = await atLine.createChannel({ name, type: 'messaging_api' })
    const { channelId, lineChannelId } = await registerMade(made, { owner: 'Bench', tags: 'bench' })
    const kid = await atLine.registerKey(lineChannelId, publicJwk)
    await perform(actor, importKey, { channelId, kid, privateJwk })
    const tokens: SeededToken[] = []
    for (let nth = 0; nth < count; nth++) {
      const input = { channelId, life: 'day' as const, purpose: 'Bench' }
      const { result, reveal } = await perform(actor, issueToken, input)
      if (!reveal || !result.keyId) throw new Error('perform answered no token')
      tokens.push({ tokenId: result.tokenId, keyId: result.keyId, value: reveal.expose() })
    }
    return { channelId, lineChannelId, kid, privateKey, tokens, channelSecret: made.channelSecret }
  }

  const seeded: SeededChannel[] = []
  const left = tokensOf.map((count, index) => ({ name: `Bench ${index + 1}`, count }))
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) seeded.push(await seed(next.name, next.count))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane))
  return seeded
}
