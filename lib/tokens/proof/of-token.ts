import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Refusal } from '@/lib/errors'
import { eventsOf } from '@/lib/history/where'
import { type RevokeProofFile, revokeProofFile } from './file'
import { type KeptProof, outcomeOf, type RevokeOutcome, type RevokeProof } from './schema'

/** What the file says of itself; in English whoever reads it, because it leaves the house. */
const PROVES = {
  list: 'LINE answered a list of valid key IDs, asked for after the revoke, that does not contain the key ID of this token.',
  value: 'LINE refused the value of this token when it was asked to verify it after the revoke.',
  notListed:
    'That the token is gone: LINE answered a list of valid key IDs that does not contain its key ID. Not that anybody revoked it: no revoke of it is on record in Kagiban, and LINE tells nobody who ended it.',
  refused:
    'That the token is gone: LINE refused its value when it was asked to verify it. Not that anybody revoked it: no revoke of it is on record in Kagiban, and LINE tells nobody who ended it.',
  ended:
    'The life of this token is over by the expiry LINE gave it. LINE documents that an expired token is not accepted. That it was revoked before is not proven.',
  nothing: "Nothing: LINE's 200 to a revoke alone is no proof, for LINE answers it also when nothing was revoked.",
}
const DOES_NOT_PROVE =
  'That nobody used the token before it was gone. That LINE was right in what it answered. What happened after the events in it.'
const CHAIN =
  'hash = SHA-256 of: the text kagiban-history-v1, a zero byte, previousHash (32 bytes), seq (8 bytes, big endian) and body (UTF-8). The events here are those of this token, so one need not follow the other; each can be compared with the whole history by its hash.'

/** The proof of a token's revoke as a file; refuses a token whose revoke nobody asked for and nothing has shown to be gone. */
export async function revokeProofOf(actor: Actor, channelId: string, tokenId: string): Promise<RevokeProofFile> {
  demand(actor, 'token.read', channelId)
  demand(actor, 'history.read', channelId)
  const token = await database().token.findFirst({
    where: { id: tokenId, channelId },
    select: {
      ...{ id: true, kind: true, keyId: true, fingerprint: true, purpose: true, issuedAt: true, expiresAt: true },
      ...{ state: true, goneAt: true, proof: true },
      channel: { select: { id: true, name: true, lineChannelId: true } },
    },
  })
  if (!token) throw new Refusal('not_found', 'tokenNotFound')
  const { channel, state, goneAt, proof, issuedAt, expiresAt, ...about } = token
  const kept = proof as unknown as KeptProof | null
  const outcome = outcomeOf({ state, proof: kept, goneAt, expiresAt })
  if (!outcome || !kept) throw new Refusal('not_found', 'noRevokeProof')
  const { at, by } = kept.requested ?? {}
  return revokeProofFile.parse({
    format: 'kagiban-revoke-proof',
    version: 1,
    madeAt: new Date().toISOString(),
    channel,
    token: { ...about, issuedAt: issuedAt.toISOString(), expiresAt: expiresAt?.toISOString() ?? null },
    outcome,
    requested: at && by ? { at, by } : null,
    ...answers(kept),
    proof: { ...seen(kept), at: goneAt?.toISOString() ?? kept.expired?.at ?? null },
    unprovable: kept.unprovable ?? null,
    tries: (kept.tries ?? []).map((one) => ({
      ...{ at: one.at, by: one.by, ended: one.ended },
      ...answers(one),
      ...seen(one),
    })),
    proves: provesOf(outcome, kept),
    ...{ doesNotProve: DOES_NOT_PROVE, chain: CHAIN },
    events: await eventsAbout(actor, channelId, tokenId, kept),
  })
}

function provesOf(outcome: RevokeOutcome, { list }: KeptProof): string {
  if (outcome === 'proven') return list && !list.listed ? PROVES.list : PROVES.value
  return outcome === 'unproven' || outcome === 'unprovable' ? PROVES.nothing : PROVES[outcome]
}

const answers = ({ accepted }: RevokeProof) => ({ accepted })
const seen = ({ list, verify }: RevokeProof) => ({
  list: list && { ...list, status: list.status ?? null },
  verify: verify ?? null,
})

/** The events of every revoke of the token, and of whatever else asked LINE for the answer that proved it. */
async function eventsAbout(actor: Actor, channelId: string, tokenId: string, { list, verify }: KeptProof) {
  const requestIds = [list?.requestId, verify?.requestId].filter((id) => typeof id === 'string')
  const rows = await database().event.findMany({
    where: {
      AND: [
        eventsOf(actor),
        {
          OR: [
            { channelId, targetId: tokenId, name: 'token.revoke' },
            // Whoever else asked LINE, for its own sake or for another token: its answer carries LINE's request ID.
            ...requestIds.map((id) => ({
              name: { in: ['channel.sync', 'token.verify', 'token.import', 'token.revoke'] },
              channelId,
              body: { contains: JSON.stringify(id) },
            })),
            // A pasted token's revoke is the event of no channel, and only for those who may read such.
            ...(list?.requestId
              ? [
                  {
                    ...{ name: 'token.revoke', channelId: null, at: { gte: new Date(list.at) } },
                    body: { contains: JSON.stringify(list.requestId) },
                  },
                ]
              : []),
          ],
        },
      ],
    },
    orderBy: { seq: 'asc' },
    select: { seq: true, previousHash: true, hash: true, body: true },
  })
  return rows.map(({ seq, previousHash, hash, body }) => ({
    ...{ seq: Number(seq), body },
    previousHash: Buffer.from(previousHash).toString('hex'),
    hash: Buffer.from(hash).toString('hex'),
  }))
}
