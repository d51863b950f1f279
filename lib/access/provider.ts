import 'server-only'
import { z } from 'zod'
import { env } from '@/lib/env'
import type { Secret } from '@/lib/sealing/secret'

/** What the one provider is called in next-auth's addresses. */
export const PROVIDER_ID = 'sso'
/** How long the provider may take for one answer. */
export const PROVIDER_TIMEOUT_MS = 5_000

const discovered = z.object({ end_session_endpoint: z.url({ protocol: /^https?$/ }).optional() })

/** Where the identity provider publishes what it can do (OpenID Connect Discovery 1.0 §4). */
export function discoveryUrl(): string {
  return `${env().KAGIBAN_OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`
}

/** Asked anew each time: signing out is rare, and a provider that is down now must not be where the browser ends up. */
async function findEndSessionEndpoint(): Promise<string | undefined> {
  const response = await fetch(discoveryUrl(), { signal: AbortSignal.timeout(PROVIDER_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`discovery answered ${response.status}`)
  return discovered.parse(await response.json()).end_session_endpoint
}

/**
 * The address at the identity provider that ends its session too and then sends the person back to /signed-out
 * (OpenID Connect RP-Initiated Logout 1.0); null when the provider has none. Throws when it does not answer within 5 s.
 */
export async function endSessionUrl(idToken: Secret | undefined): Promise<string | null> {
  const endpoint = await findEndSessionEndpoint()
  if (!endpoint) return null
  const url = new URL(endpoint)
  url.searchParams.set('client_id', env().KAGIBAN_OIDC_CLIENT_ID)
  url.searchParams.set('post_logout_redirect_uri', new URL('/signed-out', env().KAGIBAN_URL).href)
  if (idToken) url.searchParams.set('id_token_hint', idToken.expose())
  return url.href
}
