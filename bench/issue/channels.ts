import { exportJWK, generateKeyPair } from 'jose'
import { systemActor } from '@/lib/access/actor'
import { registerChannel } from '@/lib/channels/register'
import { database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import type { BareChannel } from '../bare'
import type { AtLine } from '../stage'

/** A channel registered here, with its signing key in use. */
export interface OurChannel {
  channelId: string
  lineChannelId: string
}

const actor = systemActor('command line')

/** Makes a channel at the stand-in and registers it here, with its signing key. */
export async function makeOurChannel(atLine: AtLine, name: string): Promise<OurChannel> {
  const { channelId: lineChannelId, channelSecret } = await atLine.createChannel({ name, type: 'messaging_api' })
  const { channelId } = (
    await perform(actor, registerChannel, {
      ...{ lineChannelId, channelSecret, name, tags: 'bench', owner: 'Bench' },
      type: 'messaging_api',
      environment: 'development',
    })
  ).result
  const { signingKeyId } = (await perform(actor, generateKey, { channelId })).result
  const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
  const kid = await atLine.registerKey(lineChannelId, publicJwk)
  await perform(actor, activateKey, { channelId, signingKeyId, kid })
  return { channelId, lineChannelId }
}

/** Makes a channel at the stand-in that nobody but a script knows, with a signing key of its own. */
export async function makeBareChannel(atLine: AtLine, name: string): Promise<BareChannel> {
  const { channelId: lineChannelId } = await atLine.createChannel({ name, type: 'messaging_api' })
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048 })
  const kid = await atLine.registerKey(lineChannelId, { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' })
  return { lineChannelId, kid, privateKey }
}
