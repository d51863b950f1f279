import 'server-only'
import { z } from 'zod'
import { systemActor } from '@/lib/access/actor'
import { claimAt, rolesFromGroups } from '@/lib/access/roles-from-groups'
import { newSid, sessionIdOf } from '@/lib/access/session-cookie'
import { env } from '@/lib/env'
import { isRefusal } from '@/lib/errors'
import { openSession } from '@/lib/members/open-session'
import { refuseSession } from '@/lib/members/refuse-session'
import type { PersonInput, SessionRefusal } from '@/lib/members/schema'
import { perform } from '@/lib/perform'

/** The claims of a verified ID token that are read here; the groups stand wherever KAGIBAN_OIDC_GROUPS_CLAIM says. */
const idClaims = z.looseObject({
  iss: z.url(),
  sub: z.string().min(1),
  name: z.string().optional().catch(undefined),
  email: z.string().max(320).optional().catch(undefined),
  auth_time: z.number().nonnegative().optional().catch(undefined),
  sid: z.string().max(255).optional().catch(undefined),
})

/** What a sign-in brings besides its claims; `oldSid` is the session id this browser came with. */
export interface SignInContext {
  idToken: string
  oldSid?: string | undefined
  ip?: string | undefined
}

/**
 * Signs a person in whom the identity provider vouched for, and answers the session id for the cookie; or says why they
 * may not come in. Either is in the history.
 */
export async function signIn(
  verifiedClaims: object,
  { idToken, oldSid, ip }: SignInContext,
): Promise<{ sid: string } | { refused: SessionRefusal }> {
  const claims = idClaims.parse(verifiedClaims)
  const person = personOf(claims)
  const replaces = oldSid ? sessionIdOf(oldSid) : null
  const roles = rolesFromGroups(claimAt(claims, env().KAGIBAN_OIDC_GROUPS_CLAIM), env().KAGIBAN_ROLE_GROUPS)
  const system = systemActor('sign-in', ip)
  const refuse = async (reason: SessionRefusal) =>
    (await perform(system, refuseSession, { ...person, reason, replaces })).result
  if (roles.length === 0) return refuse('no_role')
  const sid = newSid()
  try {
    await perform(system, openSession, {
      ...person,
      roles,
      sessionId: sessionIdOf(sid),
      // Missing is the epoch: a provider that does not say when counts as long ago.
      authenticatedAt: new Date((claims.auth_time ?? 0) * 1000),
      providerSid: claims.sid ?? null,
      idToken,
      replaces,
    })
  } catch (error) {
    if (isRefusal(error) && error.reason === 'disabled') return refuse('disabled')
    throw error
  }
  return { sid }
}

function personOf({ iss, sub, name, email }: z.infer<typeof idClaims>): PersonInput {
  return { issuer: iss, subject: sub, name: storable(name || email || sub) || sub.slice(0, 200), email: email ?? null }
}

/** A name without control and half characters, one left by cutting it at 200 among them: PostgreSQL refuses some. */
function storable(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim()
  return plain.slice(0, 200).replace(/\p{Cs}/gu, '')
}
