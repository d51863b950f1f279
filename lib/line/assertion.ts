import 'server-only'
import { importJWK, type JWTPayload, SignJWT } from 'jose'
import { Refusal } from '@/lib/errors'
import { Secret } from '@/lib/sealing/secret'

/** How far ahead an assertion expires, in seconds: after it nothing sent with the assertion can still take effect. */
export const ASSERTION_SECONDS = 60
/** The longest life of a v2.1 token, 30 days in seconds. */
export const MAX_TOKEN_SECONDS = 2_592_000
/** The `aud` LINE demands, with its trailing slash. */
export const LINE_AUDIENCE = 'https://api.line.me/'

export type AssertionInput = {
  /** LINE's number of the channel. */
  channelId: string
  /** The id LINE's console gave the signing key. */
  kid: string
  /** The private JWK as JSON text. */
  privateJwk: Secret
  expiresAt: Date
  /** The life of the token to issue; LINE asks for it only when a v2.1 token is issued. */
  tokenExpSeconds?: number | undefined
  audience?: string | undefined
}

/** Signs the assertion that stands for a channel's signing key; refuses a life that LINE does not allow. */
export async function signAssertion(input: AssertionInput): Promise<Secret> {
  const { channelId, kid, privateJwk, expiresAt, tokenExpSeconds, audience = LINE_AUDIENCE } = input
  const exp = Math.floor(expiresAt.getTime() / 1000)
  if (!channelId || !kid || !audience || !Number.isSafeInteger(exp)) {
    throw new TypeError('signAssertion needs channelId, kid, audience and a valid expiresAt')
  }
  if (tokenExpSeconds !== undefined && !isTokenLife(tokenExpSeconds)) {
    throw new Refusal('invalid', 'lineTokenLifeInvalid', { values: { maxSeconds: MAX_TOKEN_SECONDS } })
  }
  const claims = { iss: channelId, sub: channelId, aud: audience, exp }
  return signJwt(
    { typ: 'JWT', alg: 'RS256', kid },
    tokenExpSeconds === undefined ? claims : { ...claims, token_exp: tokenExpSeconds },
    privateJwk,
  )
}

function isTokenLife(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= MAX_TOKEN_SECONDS
}

/** Signs header and claims just as they are, with RS256, which gives the same JWT every time. */
export async function signJwt(
  header: { typ: 'JWT'; alg: 'RS256'; kid: string },
  claims: JWTPayload,
  privateJwk: Secret,
): Promise<Secret> {
  try {
    const key = await importJWK(JSON.parse(privateJwk.expose()), 'RS256')
    return new Secret(await new SignJWT(claims).setProtectedHeader(header).sign(key))
  } catch {
    // Without its cause: the JSON parser's message quotes the key.
    throw new Refusal('invalid', 'lineSigningKeyUnusable')
  }
}
