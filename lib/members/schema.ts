import { z } from 'zod'
import { ROLES } from '@/lib/access/permissions'
import { Secret } from '@/lib/sealing/secret'

const sessionId = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a SHA-256 in base64url')

/** A person as the identity provider's verified ID token names them. */
export const personInput = z.object({
  issuer: z.url(),
  subject: z.string().min(1).max(255),
  name: z.string().min(1).max(200),
  email: z.string().max(320).nullable(),
})
export type PersonInput = z.infer<typeof personInput>

/** What a sign-in brings: the person, their roles, and the session to be. Session ids are those of rows, not of cookies. */
export const openSessionInput = personInput.extend({
  roles: z.array(z.enum(ROLES)).min(1),
  sessionId,
  /** The provider's auth_time; the epoch when it gave none, which counts as stale. */
  authenticatedAt: z.date(),
  providerSid: z.string().max(255).nullable(),
  idToken: z
    .string()
    .min(1)
    .transform((text) => new Secret(text)),
  /** The session this browser had before; it ends with this sign-in. */
  replaces: sessionId.nullable(),
})

/** Why a person whom the identity provider vouched for may not come in. */
export const SESSION_REFUSALS = ['no_role', 'disabled'] as const
export type SessionRefusal = (typeof SESSION_REFUSALS)[number]

/** Who is turned away, and why. */
export const refuseSessionInput = personInput.extend({
  reason: z.enum(SESSION_REFUSALS),
  /** The session this browser had before; it ends with this refusal. */
  replaces: sessionId.nullable(),
})
