import { randomInt, randomUUID } from 'node:crypto'
import { database } from '@/lib/db/client'
import type { Prisma } from '@/lib/db/generated/client'
import { newId } from '@/lib/db/id'

export const HOUR = 3600 * 1000
export const DAY = 24 * HOUR

/** An instant so many ms from now. */
export const from = (ms: number) => new Date(Date.now() + ms)

type With<T> = Partial<Omit<T, 'channel' | 'channelId'>>

/** A channel of which there is nothing to say: a proven secret, a key in use. */
export async function givenChannel({
  secret = {},
  key = {},
  ...fields
}: With<Prisma.ChannelCreateInput> & {
  secret?: With<Prisma.ChannelSecretCreateInput> | null
  key?: With<Prisma.SigningKeyCreateInput> | null
} = {}): Promise<string> {
  const id = newId()
  const sealed = { sealed: 'eyJ', sealingKeyId: 'k' }
  await database().channel.create({
    data: {
      ...{ id, lineChannelId: String(randomInt(1e9, 2e9)), name: 'Shop', type: 'messaging_api' },
      ...{ environment: 'production', owner: 'Sato Mayu' },
      ...fields,
      ...(secret && {
        secrets: { create: { id: newId(), fingerprint: randomUUID(), provenAt: from(-DAY), ...sealed, ...secret } },
      }),
      ...(key && {
        signingKeys: {
          create: { id: newId(), kid: randomUUID(), publicJwk: {}, state: 'active', ...sealed, ...key },
        },
      }),
    },
  })
  return id
}

/** A v2.1 token of 30 days in the middle of its life. */
export async function givenToken(channelId: string, fields: With<Prisma.TokenCreateInput> = {}): Promise<string> {
  const id = newId()
  await database().token.create({
    data: {
      ...{ id, channelId, kind: 'v2.1', keyId: randomUUID(), fingerprint: randomUUID(), sealed: 'eyJ' },
      ...{ purpose: `Purpose ${id}`, owner: 'Mori Aoi', issuedByName: 'Sato Mayu', state: 'live' },
      ...{ issuedAt: from(-15 * DAY), expiresAt: from(15 * DAY) },
      ...fields,
    } as Prisma.TokenUncheckedCreateInput,
  })
  return id
}

/** Key IDs that LINE listed a day ago and lists still. */
export async function givenKeyIds(channelId: string, count: number, fields: With<Prisma.KeyIdSightingCreateInput>) {
  const seen = { firstSeenAt: from(-DAY), lastSeenAt: from(-HOUR) }
  await database().keyIdSighting.createMany({
    data: Array.from({ length: count }, () => ({
      ...{ channelId, keyId: randomUUID(), standing: 'ours' },
      ...seen,
      ...fields,
    })),
  })
}

/** An issue that ended, or did not, as told. */
export async function givenOperation(channelId: string, fields: With<Prisma.OperationCreateInput>): Promise<string> {
  const id = newId()
  await database().operation.create({
    data: {
      ...{ id, channelId, change: 'token.issue', state: 'unknown', kind: 'v2.1', actor: {}, plan: {} },
      ...{ leaseUntil: from(-HOUR), fenceAt: from(-HOUR) },
      ...fields,
    },
  })
  return id
}
