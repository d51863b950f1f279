import type { Page } from '@playwright/test'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import type { lineConsole } from '@/sandbox/line/console-client'
import { setting } from './setting'

/** Creates a channel on the page that stands for LINE's console, and reads what is copied from there. */
export async function createAtLine(page: Page, name: string): Promise<{ channelId: string; channelSecret: string }> {
  await page.goto(`${setting.lineUrl}/_console`)
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('button', { name: 'Create channel' }).click()
  return {
    channelId: await page.getByLabel('Channel ID', { exact: true }).inputValue(),
    channelSecret: await page.getByLabel('Channel secret', { exact: true }).inputValue(),
  }
}

/** Registers a public key on the channel's page there and reads its kid. */
export async function pasteKeyAtLine(page: Page, publicKey: string): Promise<string> {
  await page.getByLabel('Public key (JWK)').fill(publicKey)
  await page.getByRole('button', { name: 'Register public key' }).click()
  return page.getByLabel('kid of key 1', { exact: true }).inputValue()
}

/** What LINE says of a token when somebody else than Kagiban asks: 200 or 400. */
export async function verifyAtLine(token: string): Promise<number> {
  const { status } = await fetch(
    `${setting.lineUrl}/oauth2/v2.1/verify?${new URLSearchParams({ access_token: token })}`,
  )
  return status
}

/** The same of a short-lived or long-lived token, which LINE verifies elsewhere. */
export async function verifyUnlistedAtLine(token: string): Promise<number> {
  const body = new URLSearchParams({ access_token: token })
  const { status } = await fetch(`${setting.lineUrl}/v2/oauth/verify`, { method: 'POST', body })
  return status
}

/** Issues a v2.1 token with a signing key that Kagiban does not hold. */
export async function issueElsewhere(atLine: Pick<ReturnType<typeof lineConsole>, 'registerKey'>, channelId: string) {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
  const kid = await atLine.registerKey(channelId, { ...(await exportJWK(publicKey)), alg: 'RS256', use: 'sig' })
  const assertion = await new SignJWT({ token_exp: 3600 })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(channelId)
    .setSubject(channelId)
    .setAudience('https://api.line.me/')
    .setExpirationTime('60s')
    .sign(privateKey)
  const response = await fetch(`${setting.lineUrl}/oauth2/v2.1/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }),
  })
  const { key_id: keyId, access_token: token } = (await response.json()) as { key_id: string; access_token: string }
  return { keyId, token }
}

/** Issues a short-lived token with a channel secret, as somebody else than Kagiban does. */
export async function issueShortLivedElsewhere(channelId: string, channelSecret: string): Promise<string> {
  const response = await fetch(`${setting.lineUrl}/v2/oauth/accessToken`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: channelId,
      client_secret: channelSecret,
    }),
  })
  return ((await response.json()) as { access_token: string }).access_token
}

/** What LINE says of a short-lived or long-lived token when somebody else asks: 200 or 400. */
export async function verifyOpaqueAtLine(token: string): Promise<number> {
  const body = new URLSearchParams({ access_token: token })
  return (await fetch(`${setting.lineUrl}/v2/oauth/verify`, { method: 'POST', body })).status
}
