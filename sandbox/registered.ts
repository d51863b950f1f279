import type { z } from 'zod'
import { systemActor } from '@/lib/access/actor'
import { registerChannel } from '@/lib/channels/register'
import type { registerChannelInput } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import type { Sandbox } from './start-sandbox'

const actor = systemActor('command line')
type AtLine = Sandbox['atLine']
type Fields = Partial<Pick<z.input<typeof registerChannelInput>, 'type' | 'environment' | 'owner' | 'tags'>>

/** A channel that is at LINE and here. */
export interface Registered {
  channelId: string
  lineChannelId: string
}

/** Makes a channel at LINE and registers it here. */
export async function register(atLine: AtLine, name: string, fields: Fields): Promise<Registered> {
  const { type = 'messaging_api' } = fields
  return registerMade(await atLine.createChannel({ name, type }), fields)
}

type Made = Awaited<ReturnType<AtLine['createChannel']>>

/** Registers a channel that is at LINE already. */
export async function registerMade(made: Made, { environment = 'production', owner = 'Sato Mayu', tags = '' }: Fields) {
  const { channelId: lineChannelId, channelSecret, name, type } = made
  const input = { lineChannelId, channelSecret, name, type, environment, owner, tags }
  const { channelId } = (await perform(actor, registerChannel, input)).result
  return { channelId, lineChannelId }
}

/** Puts a new signing key of a channel to use; answers its kid. */
export async function activateNewKey(atLine: AtLine, { channelId, lineChannelId }: Registered): Promise<string> {
  const { signingKeyId } = (await perform(actor, generateKey, { channelId })).result
  const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
  const kid = await atLine.registerKey(lineChannelId, publicJwk)
  await perform(actor, activateKey, { channelId, signingKeyId, kid })
  return kid
}
