import 'server-only'
import { z } from 'zod'
import { OUTCOMES, UNPROVABLE } from './schema'

const time = z.iso.datetime()
const actor = z.object({ kind: z.enum(['person', 'system']), id: z.string().nullable(), name: z.string() })
const answer = { at: time, status: z.number().nullable(), requestId: z.string().nullable() }
const accepted = z.object(answer)
const list = z.object({ ...answer, listed: z.boolean() })
const verify = z.object({ ...answer, verdict: z.enum(['live', 'refused']) })

/** One line of the history as it is stored; its hash is over the body exactly as it stands here. */
const event = z.object({ seq: z.number().int(), previousHash: z.string(), hash: z.string(), body: z.string() })

/** The file that proves a revoke, or says what is missing, or that there was none; times are ISO 8601 in UTC. */
export const revokeProofFile = z.object({
  format: z.literal('kagiban-revoke-proof'),
  version: z.literal(1),
  madeAt: time,
  channel: z.object({ id: z.uuid(), name: z.string(), lineChannelId: z.string() }),
  token: z.object({
    id: z.uuid(),
    kind: z.string(),
    keyId: z.string().nullable(),
    fingerprint: z.string(),
    purpose: z.string(),
    issuedAt: time,
    expiresAt: time.nullable(),
  }),
  outcome: z.enum(OUTCOMES),
  requested: z.object({ at: time, by: actor }).nullable(),
  accepted: accepted.nullable(),
  proof: z.object({ at: time.nullable(), list: list.nullable(), verify: verify.nullable() }),
  unprovable: z.object({ at: time, why: z.enum(UNPROVABLE) }).nullable(),
  tries: z.array(
    z.object({
      at: time,
      by: z.string(),
      ended: z.string(),
      accepted: accepted.nullable(),
      list: list.nullable(),
      verify: verify.nullable(),
    }),
  ),
  proves: z.string(),
  doesNotProve: z.string(),
  chain: z.string(),
  events: z.array(event),
})
export type RevokeProofFile = z.output<typeof revokeProofFile>
