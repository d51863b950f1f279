import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import 'server-only'
import { addressFrom } from '@/lib/access/address'
import { ownPath } from '@/lib/access/own-path'
import { discoveryUrl, PROVIDER_ID, PROVIDER_TIMEOUT_MS } from '@/lib/access/provider'
import { readSid, sessionCookie } from '@/lib/access/session-cookie'
import { env } from '@/lib/env'
import { faultFields, log } from '@/lib/log'
import { signIn } from './sign-in'

/**
 * next-auth for one request: it speaks OpenID Connect and seals the cookie, and nothing more. The session itself is our
 * row; its id goes from `signIn` to the cookie in this closure, and no callback ever shows it to a script.
 */
export function authOptions(): NextAuthOptions {
  const settings = env()
  const { name, options } = sessionCookie()
  const maxAge = settings.KAGIBAN_SESSION_ABSOLUTE_HOURS * 3600
  let sid: string | undefined
  return {
    secret: settings.KAGIBAN_SESSION_SECRET,
    session: { strategy: 'jwt', maxAge },
    jwt: { maxAge },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    useSecureCookies: options.secure,
    cookies: { sessionToken: { name, options } },
    providers: [
      {
        id: PROVIDER_ID,
        name: PROVIDER_ID,
        type: 'oauth',
        wellKnown: discoveryUrl(),
        clientId: settings.KAGIBAN_OIDC_CLIENT_ID,
        clientSecret: settings.KAGIBAN_OIDC_CLIENT_SECRET,
        idToken: true,
        checks: ['pkce', 'state', 'nonce'],
        authorization: { params: { scope: settings.KAGIBAN_OIDC_SCOPE } },
        client: { id_token_signed_response_alg: 'RS256' },
        httpOptions: { timeout: PROVIDER_TIMEOUT_MS },
        profile: (claims: { sub: string }) => ({ id: claims.sub }),
      },
    ],
    callbacks: {
      async signIn({ account, profile }) {
        try {
          const idToken = account?.id_token
          if (!idToken || !profile) return '/sign-in?error=Callback'
          const ip = addressFrom(await headers())
          const answer = await signIn(profile, { idToken, oldSid: await readSid(), ip })
          if ('refused' in answer) return `/sign-in?error=${answer.refused}`
          sid = answer.sid
          return true
        } catch (error) {
          // Left to next-auth, the message would stand in an address.
          log('error', 'sign-in.failed', faultFields(error))
          return '/sign-in?error=internal'
        }
      },
      jwt: () => (sid ? { sid } : {}),
      redirect: ({ url, baseUrl }) => new URL(ownPath(url, baseUrl), baseUrl).href,
    },
    logger: {
      // The metadata may hold tokens, addresses with codes, and the provider's free text.
      error: (state, metadata) => log('error', 'sign-in.provider', { state, ...faultFields(faultOf(metadata)) }),
      warn: (state) => log('warn', 'sign-in.provider', { state }),
      debug: () => undefined,
    },
  }
}

function faultOf(metadata: unknown): unknown {
  if (metadata instanceof Error) return metadata
  return typeof metadata === 'object' && metadata !== null && 'error' in metadata ? metadata.error : undefined
}
