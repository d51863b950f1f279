import { z } from 'zod'

/** Generating asks only for the channel. */
export const generateKeyInput = z.object({ channelId: z.uuid('channel') })

/** Activating gives back the kid LINE's console showed. */
export const activateKeyInput = z.object({
  channelId: z.uuid('channel'),
  signingKeyId: z.uuid('signingKey'),
  // LINE's samples are UUIDs, but no format is documented.
  kid: z
    .string()
    .trim()
    .min(1, 'required')
    .max(100, 'kid')
    .regex(/^[\w-]+$/, 'kid'),
})

/** The public half as LINE's console takes it: it refuses a JWK with a `kid`. */
export interface PublicJwk {
  kty: 'RSA'
  alg: 'RS256'
  use: 'sig'
  e: string
  n: string
}

/** generated (waits for its kid) → active ⇄ ready (proven, not signed with) → retired. */
export type KeyState = 'generated' | 'ready' | 'active' | 'retired'

/** What the pages show of a signing key. */
export interface SigningKeyView {
  id: string
  kid: string | null
  publicJwk: PublicJwk
  state: KeyState
  origin: 'generated' | 'imported'
  createdAt: Date
  provenAt: Date | null
  refusedAt: Date | null
  activatedAt: Date | null
  retiredAt: Date | null
}
