import { createHash, randomBytes } from 'node:crypto'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseRoleGroups, rolesFromGroups } from '@/lib/access/roles-from-groups'
import { PEOPLE, ROLE_GROUPS } from './people'
import { startIdentityProvider } from './provider'

const APP = 'http://localhost:3999'
const application = { appUrl: APP, clientId: 'kagiban', clientSecret: 'sandbox-secret' }
let provider: Awaited<ReturnType<typeof startIdentityProvider>>

beforeAll(async () => {
  provider = await startIdentityProvider({ port: 0, ...application })
})
afterAll(() => provider.close())

/** A browser as far as the provider needs one: it keeps cookies and follows redirects until they leave the provider. */
function browser() {
  const jar = new Map<string, string>()
  return async function visit(address: string, form?: Record<string, string>) {
    let request: RequestInit = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    for (let url = address; ; request = {}) {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
      const response = await fetch(url, { ...request, redirect: 'manual', headers: { cookie } })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        jar.set(name, value)
      }
      const location = response.headers.get('location')
      if (!location) return { url, response, html: await response.text() }
      url = new URL(location, url).href
      if (!url.startsWith(provider.url)) return { url, response, html: '' }
    }
  }
}

type Visit = ReturnType<typeof browser>

function authorization(verifier: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: 'kagiban',
    redirect_uri: `${APP}/api/auth/callback/sso`,
    response_type: 'code',
    scope: 'openid profile email',
    state: 'a-state',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  })
  return `${provider.url}/auth?${query}`
}

async function tokenFor(code: string | null, verifier: string) {
  const response = await fetch(`${provider.url}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa('kagiban:sandbox-secret')}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: code ?? '',
      redirect_uri: `${APP}/api/auth/callback/sso`,
      code_verifier: verifier,
    }),
  })
  const { id_token: idToken } = (await response.json()) as { id_token: string }
  const keys = createRemoteJWKSet(new URL(`${provider.url}/jwks`))
  return { idToken, claims: (await jwtVerify(idToken, keys, { issuer: provider.url, audience: 'kagiban' })).payload }
}

async function signIn(visit: Visit, person: string, more?: Record<string, string>) {
  const verifier = randomBytes(32).toString('base64url')
  const page = await visit(authorization(verifier, more))
  const { url } = page.html ? await visit(page.url, { person }) : page
  return tokenFor(new URL(url).searchParams.get('code'), verifier)
}

it.each(PEOPLE)('signs $name in with the groups that give $roles', async (person) => {
  const { claims } = await signIn(browser(), person.id)
  expect(claims).toMatchObject({ sub: person.id, name: person.name, email: person.email })
  expect(claims.auth_time).toBeGreaterThan(Date.now() / 1000 - 60)
  expect(new Set(rolesFromGroups(claims.groups, ROLE_GROUPS))).toEqual(new Set(person.roles))
})

it('has someone for every role, with two roles and with none', () => {
  for (const [, role] of parseRoleGroups(ROLE_GROUPS))
    expect(PEOPLE.some(({ roles }) => roles.includes(role))).toBe(true)
  expect(PEOPLE.map(({ roles }) => roles.length)).toEqual(expect.arrayContaining([0, 1, 2]))
})

it('lists the people without a script, and says what it is', async () => {
  const { html, response } = await browser()(authorization('x'))
  for (const { name } of PEOPLE) expect(html).toContain(name)
  expect(html).toContain('A local stand-in')
  expect(html).not.toContain('<script')
  expect(response.headers.get('content-security-policy')).not.toContain('script-src')
})

it('keeps its session, asks again for prompt=login and max_age, and answers a newer auth_time', async () => {
  const visit = browser()
  const first = await signIn(visit, 'sato')
  expect((await visit(authorization('v'))).url).toContain('code=')
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  for (const more of [{ prompt: 'login' }, { max_age: '0' }] as Record<string, string>[]) {
    expect((await visit(authorization('v', more))).html).toContain('Sign in')
    const again = await signIn(visit, 'sato', more)
    expect(Number(again.claims.auth_time)).toBeGreaterThan(Number(first.claims.auth_time))
  }
})

it('ends its session at once for a valid ID token, and asks first without one', async () => {
  const visit = browser()
  const { idToken } = await signIn(visit, 'sato')
  const back = `${APP}/signed-out`
  const ask = (more: Record<string, string>) =>
    visit(
      `${provider.url}/session/end?${new URLSearchParams({ client_id: 'kagiban', post_logout_redirect_uri: back, ...more })}`,
    )
  expect((await ask({})).html).toContain('Sign out of the stand-in')
  const other = await signIn(browser(), 'tanaka')
  expect((await ask({ id_token_hint: other.idToken })).html).toContain('Sign out of the stand-in')
  expect((await visit(authorization('v'))).url).toContain('code=')
  expect((await ask({ id_token_hint: idToken })).url).toBe(back)
  expect((await visit(authorization('v'))).html).toContain('Sign in')
})

it('knows no one else, and no other way back', async () => {
  const visit = browser()
  const page = await visit(authorization('v'))
  const { html, response } = await visit(page.url, { person: 'root<b>' })
  expect(response.status).toBe(400)
  expect(html).toContain('There is no such person here')
  const elsewhere = await visit(authorization('v', { redirect_uri: 'http://localhost:4000/api/auth/callback/sso' }))
  expect(elsewhere.response.status).toBe(400)
})

it('serves no app that is on another machine', async () => {
  const elsewhere = startIdentityProvider({ port: 0, ...application, appUrl: 'https://kagiban.example.com' })
  await expect(elsewhere).rejects.toThrow('on this machine only')
})
