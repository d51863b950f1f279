import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemActor } from '@/lib/access/actor'
import { freezeChannel } from '@/lib/channels/freeze'
import { registerChannel } from '@/lib/channels/register'
import type { ChannelType } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { importToken } from '@/lib/tokens/import'
import { issueToken } from '@/lib/tokens/issue'
import type { IssuedKind } from '@/lib/tokens/schema'
import type { Sandbox } from '@/sandbox/start-sandbox'

/** A channel a journey asks for, with as many tokens in it as it needs; asked for twice by the same name it is the same. */
export interface WantedChannel {
  name: string
  type?: ChannelType
  /** Whether a signing key is in use. */
  key?: boolean
  tokens?: [kind: IssuedKind, count: number][]
  /** Whether a long-lived token was issued in LINE's console and taken in. */
  longLived?: boolean
  /** Why issuing is frozen for it by hand; without, it is not. */
  frozen?: string
}

export interface MadeChannel {
  channelId: string
  lineChannelId: string
  channelSecret: string
}

/**
 * Makes channels for the journeys, over a port of this machine only: what takes a person many minutes (30 tokens of one
 * kind, say) is done here by `perform`, like everything else.
 */
export async function serveHands(sandbox: Sandbox) {
  const made = new Map<string, Promise<MadeChannel>>()
  const once = async (request: IncomingMessage) => {
    const wanted = await read(request)
    const channel = made.get(wanted.name) ?? make(sandbox, wanted)
    made.set(wanted.name, channel)
    return channel
  }
  const server = createServer((request, response) => {
    once(request).then(
      (channel) => response.setHeader('content-type', 'application/json').end(JSON.stringify(channel)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => server.close(),
  }
}

async function read(request: IncomingMessage): Promise<WantedChannel> {
  let text = ''
  for await (const piece of request) text += piece
  return JSON.parse(text) as WantedChannel
}

async function make({ atLine }: Sandbox, wanted: WantedChannel): Promise<MadeChannel> {
  const { name, type = 'messaging_api', key = true, tokens = [], longLived = false, frozen } = wanted
  const actor = systemActor('command line')
  const { channelId: lineChannelId, channelSecret } = await atLine.createChannel({ name, type })
  const { channelId } = (
    await perform(actor, registerChannel, {
      ...{ lineChannelId, channelSecret, name, type, tags: 'e2e', owner: 'Sato Mayu' },
      environment: 'development',
    })
  ).result
  if (key) {
    const { signingKeyId } = (await perform(actor, generateKey, { channelId })).result
    const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
    const kid = await atLine.registerKey(lineChannelId, publicJwk)
    await perform(actor, activateKey, { channelId, signingKeyId, kid })
  }
  for (const [index, kind] of tokens.flatMap(([each, count]) => Array<IssuedKind>(count).fill(each)).entries())
    await perform(actor, issueToken, { channelId, purpose: `Service ${index + 1}`, kind, life: 'week' })
  if (longLived) {
    const pasted = await atLine.issueLongLived(lineChannelId)
    await perform(actor, importToken, { channelId, pasted, purpose: 'Legacy CRM connector', owner: 'Mori Aoi' })
  }
  if (frozen) await perform(actor, freezeChannel, { channelId, reason: frozen })
  return { channelId, lineChannelId, channelSecret }
}
