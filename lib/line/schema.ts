import 'server-only'
import { z } from 'zod'

// LINE adds fields without notice, so unknown ones are dropped, never refused.

// int64: a long-lived token answers with about 3.1e9 seconds.
const seconds = z.int()
const bearer = z.string().default('Bearer')

export const issuedShortLived = z.object({ access_token: z.string().min(1), expires_in: seconds, token_type: bearer })
export const issuedStateless = z.object({ token_type: bearer, access_token: z.string().min(1), expires_in: seconds })
export const issuedV21 = z.object({
  access_token: z.string().min(1),
  expires_in: seconds,
  token_type: bearer,
  key_id: z.string().min(1),
})
export const verified = z.object({ client_id: z.string().min(1), expires_in: seconds, scope: z.string().optional() })
export const keyIds = z.object({ kids: z.array(z.string()) })
/** LINE answers a revoke with an empty body, which the official client turns into `null`. */
export const revoked = z.looseObject({}).nullable()

export type IssueShortLivedChannelAccessTokenResponse = z.infer<typeof issuedShortLived>
export type IssueStatelessChannelAccessTokenResponse = z.infer<typeof issuedStateless>
export type IssueChannelAccessTokenResponse = z.infer<typeof issuedV21>
export type VerifyChannelAccessTokenResponse = z.infer<typeof verified>
export type ChannelAccessTokenKeyIdsResponse = z.infer<typeof keyIds>
export type RevokeResponse = z.infer<typeof revoked>
