import { randomInt } from 'node:crypto'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { fingerprint, seal } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { tokenContext } from '@/lib/tokens/held'
import { SHORT_LIVED_SECONDS } from '@/lib/tokens/schema'
import type { LineRoom } from './line-room'

/** A token Kagiban knows, with its value. */
export interface KnownToken {
  id: string
  purpose: string
  value: string
}

/** A channel whose known short-lived tokens are nearly all LINE lets it have. */
export interface Scene {
  channelId: string
  lineChannelId: string
  known: KnownToken[]
}

const MINUTE_MS = 60_000
const purposeOf = (index: number) => `Bot ${index}`

/** Sets a scene by rows, as issuing would have left them, because ten thousand times thirty issues take hours. */
export async function setScene(room: LineRoom, count: number): Promise<Scene> {
  await room.atLine.reset()
  const made = await room.atLine.createChannel({ name: 'Full', channelId: String(randomInt(1e9, 1e10)) })
  const { channelId: lineChannelId, channelSecret } = made
  const [channelId, secretId] = [newId(), newId()]
  const now = Date.now()
  const sealedSecret = await seal({ table: 'ChannelSecret', column: 'sealed', id: secretId }, new Secret(channelSecret))
  await database().channel.create({
    data: {
      ...{ id: channelId, lineChannelId, name: 'Full', type: 'messaging_api', environment: 'development' },
      ...{ tags: [], owner: 'Sato Mayu' },
      secrets: {
        create: {
          ...{ id: secretId, sealed: sealedSecret.jwe, sealingKeyId: sealedSecret.keyId },
          ...{ fingerprint: await fingerprint(new Secret(channelSecret)), provenAt: new Date(now) },
        },
      },
    },
  })
  const known: KnownToken[] = []
  for (let index = 0; index < count; index++)
    known.push({ id: newId(), purpose: purposeOf(index), value: await room.issue(lineChannelId, channelSecret) })
  const data = await Promise.all(
    known.map(async ({ id, purpose, value }, index) => {
      const sealed = await seal(tokenContext(id), new Secret(value))
      const issuedAt = new Date(now - (count - index) * MINUTE_MS)
      return {
        ...{
          id,
          channelId,
          purpose,
          kind: 'short-lived',
          state: 'live',
          owner: 'Sato Mayu',
          issuedByName: 'Sato Mayu',
        },
        ...{ sealed: sealed.jwe, sealingKeyId: sealed.keyId, fingerprint: await fingerprint(new Secret(value)) },
        ...{ issuedAt, expiresAt: new Date(issuedAt.getTime() + SHORT_LIVED_SECONDS * 1000) },
      }
    }),
  )
  await database().token.createMany({ data })
  return { channelId, lineChannelId, known }
}
