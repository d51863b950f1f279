import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { Refusal } from '@/lib/errors'
import { ASSERTION_SECONDS, signAssertion } from '@/lib/line/assertion'
import { JWT_BEARER } from '@/lib/line/calls'
import { lineClient } from '@/lib/line/line-client'
import { open } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'
import type { KeyState, PublicJwk, SigningKeyView } from './schema'

/** The signing keys of a channel, newest first. */
export async function listSigningKeys(actor: Actor, channelId: string): Promise<SigningKeyView[]> {
  demand(actor, 'key.read')
  const rows = await database().signingKey.findMany({
    where: { channelId },
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      kid: true,
      publicJwk: true,
      state: true,
      origin: true,
      createdAt: true,
      provenAt: true,
      refusedAt: true,
      activatedAt: true,
      retiredAt: true,
    },
  })
  return rows.map((row) => ({
    ...row,
    publicJwk: row.publicJwk as unknown as PublicJwk,
    state: row.state as KeyState,
    origin: row.origin as SigningKeyView['origin'],
  }))
}

/** What an assertion is made for: how long it may be used, and how long a token issued with it lives. */
export interface AssertionPurpose {
  expiresAt?: Date | null
  tokenExpSeconds?: number
}

/** An assertion signed with the channel's active key, for the inside of a call to LINE. Refuses without such a key. */
export async function signWithActiveKey(channelId: string, purpose: AssertionPurpose = {}): Promise<Secret> {
  const key = await findForSigning(Prisma.sql`k."channelId" = ${channelId}::uuid AND k.state = 'active'`)
  if (!key?.kid) throw new Refusal('conflict', 'signingKeyMissing')
  return sign(key, key.kid, purpose)
}

/** An assertion signed with one certain key under the `kid` LINE gave it. */
export async function signWithKey(signingKeyId: string, kid: string, purpose: AssertionPurpose = {}): Promise<Secret> {
  const key = await findForSigning(Prisma.sql`k.id = ${signingKeyId}::uuid`)
  if (!key) throw new Refusal('not_found', 'signingKeyNotFound')
  return sign(key, kid, purpose)
}

/** What LINE's list of key IDs says to an assertion: that it is taken, which is what proves its key. Changes nothing at LINE. */
export async function proveAtLine(assertion: Secret) {
  const { body, requestId } = await lineClient().getsAllValidChannelAccessTokenKeyIdsWithHttpInfo(JWT_BEARER, assertion)
  return { provenAt: new Date().toISOString(), listed: body.kids.length, requestId: requestId ?? null }
}

interface ForSigning {
  id: string
  kid: string | null
  sealed: string | null
  sealingKeyId: string | null
  lineChannelId: string
}

// By hand, because Prisma asks twice where tables are joined, and every issued token comes this way twice.
async function findForSigning(condition: Prisma.Sql): Promise<ForSigning | undefined> {
  const found = await database().$queryRaw<ForSigning[]>`
    SELECT k.id, k.kid, k.sealed, k."sealingKeyId", c."lineChannelId"
    FROM "SigningKey" k JOIN "Channel" c ON c.id = k."channelId" WHERE ${condition}`
  return found[0]
}

async function sign(key: ForSigning, kid: string, purpose: AssertionPurpose): Promise<Secret> {
  if (!key.sealed || !key.sealingKeyId) throw new Refusal('conflict', 'signingKeyRetired')
  const privateJwk = await open(
    { table: 'SigningKey', column: 'sealed', id: key.id },
    { jwe: key.sealed, keyId: key.sealingKeyId },
  )
  return signAssertion({
    channelId: key.lineChannelId,
    kid,
    privateJwk,
    expiresAt: purpose.expiresAt ?? new Date(Date.now() + ASSERTION_SECONDS * 1000),
    ...(purpose.tokenExpSeconds === undefined ? {} : { tokenExpSeconds: purpose.tokenExpSeconds }),
  })
}
