import { randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair } from 'jose'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { faultPage, render, signOutPage } from './pages'
import { PEOPLE } from './people'

/** The one application that may use the stand-in. */
export interface Application {
  appUrl: string
  clientId: string
  clientSecret: string
}

const HOUR = 3600
const random = () => randomBytes(32).toString('base64url')

/** How the stand-in behaves. Every key is made anew, so that nothing signed by an earlier one is worth anything. */
export async function configuration({ appUrl, clientId, clientSecret }: Application): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const show = (ctx: KoaContextWithOIDC, page: { title: string; body: string }) => {
    const { html, headers } = render(page, appUrl)
    ctx.set(headers)
    ctx.body = html
  }
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        redirect_uris: [new URL('/api/auth/callback/sso', appUrl).href],
        post_logout_redirect_uris: [new URL('/signed-out', appUrl).href],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        require_auth_time: true,
      },
    ],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256', kid: random() }] },
    cookies: {
      keys: [random()],
      names: { session: 'stand_in.session', interaction: 'stand_in.interaction', resume: 'stand_in.resume' },
    },
    // Name, email and groups stand in the ID token, as Entra, Okta and Keycloak put them there.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    ttl: { Session: 8 * HOUR, Interaction: 600, Grant: 8 * HOUR, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          if (!(await endProvenSession(ctx))) show(ctx, signOutPage(form))
        },
        postLogoutSuccessSource: (ctx) => show(ctx, { title: 'Signed out', body: '' }),
      },
    },
    renderError: (ctx, out) => show(ctx, faultPage(out.error_description ?? out.error, appUrl)),
    findAccount: (_ctx, id) => {
      const person = PEOPLE.find((one) => one.id === id)
      if (!person) return undefined
      const { name, email, groups } = person
      return { accountId: id, claims: () => ({ sub: id, name, email, email_verified: true, groups: [...groups] }) }
    },
    loadExistingGrant: async (ctx) => {
      // No consent is asked: who signs in at work has nothing to agree to.
      const { client, session, params, provider } = ctx.oidc
      if (!client || !session?.accountId) return undefined
      const known = session.grantIdFor(client.clientId)
      const stored = known ? await provider.Grant.find(known) : undefined
      const grant = stored ?? new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope(String(params?.scope ?? ''))
      await grant.save()
      return grant
    },
  }
}

/** Ends the session at once when a valid ID token of its own person came with the request; else it has to be asked. */
async function endProvenSession(ctx: KoaContextWithOIDC): Promise<boolean> {
  const { session, params, entities } = ctx.oidc
  const hint = entities.IdTokenHint as { payload?: { sub?: unknown } } | undefined
  const back = params?.post_logout_redirect_uri
  if (!session?.accountId || hint?.payload?.sub !== session.accountId || typeof back !== 'string') return false
  await session.destroy()
  const url = new URL(back)
  if (typeof params?.state === 'string') url.searchParams.set('state', params.state)
  ctx.redirect(url.href)
  return true
}
