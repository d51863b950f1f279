import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import { decode } from 'next-auth/jwt'
import { channelAddress, expect, test } from './fixtures'
import { createAtLine } from './support/at-line'
import { ENCODINGS, findLeaks, findShapes } from './support/leak-scan'
import { SHIBUYA } from './support/names'
import { allPages } from './support/pages'
import { keepAnswers, readFiles, readPage, readStatic, readTables } from './support/places'
import { setting } from './support/setting'
import { english } from './support/words'

test.use({ expectedErrors: [/status of 40[34]/] })

const channels = english('channels')
const keys = english('keys')
const tokens = english('tokens')
const actions = english('actions')
const PURPOSE = `Canary ${randomBytes(12).toString('hex')}`

test('the search finds a planted secret in every encoding, and nothing where there is none', () => {
  const jws = `eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMjM0In0.${randomBytes(48).toString('base64url')}`
  // As a short-lived token looks, with signs that an address must escape.
  const secret = `${randomBytes(96).toString('base64')}+/=`
  const plant = (text: string) => [{ name: 'planted', text: `{"before":"${text}","after":1}` }]
  for (const [encoding, encode] of Object.entries(ENCODINGS))
    expect(findLeaks(plant(encode(secret)), { token: [secret] }), encoding).toContainEqual(
      expect.objectContaining({ kind: 'token', encoding }),
    )
  for (const around of ['', 'a', 'ab'])
    for (const encoding of ['base64', 'base64url'] as const) {
      const text = Buffer.from(`${around}${secret}, and more`).toString(encoding)
      expect(findLeaks(plant(text), { token: [secret] }), `${encoding} after ${around}`).not.toEqual([])
    }
  const folded = secret.replace(/.{16}/g, '$&\n')
  for (const text of [folded, JSON.stringify(folded)])
    expect(findLeaks(plant(text), { token: [secret] })).not.toEqual([])
  expect(findLeaks(plant(jws.split('.')[2] ?? ''), { token: [jws] })).not.toEqual([])
  expect(findShapes(plant(jws))).toHaveLength(1)
  expect(findShapes(plant(JSON.stringify({ kty: 'RSA', d: randomBytes(256).toString('base64url') })))).toHaveLength(1)
  expect(findLeaks(plant(secret.slice(0, -1)), { token: [secret] })).toEqual([])
})

test('no secret is anywhere but in the one answer that shows a token', async ({ open }) => {
  test.setTimeout(90_000)
  const page = await open('sato')
  const seen = await keepAnswers(page)
  const shibuya = await channelAddress(page, SHIBUYA)
  await registerAndGenerate(page, await open())
  await useToken(page, shibuya)

  const addresses = [...(await allPages(page, channelAddress)), '/sign-in?error=no_role', '/api/health']
  // What the browser still fetches ahead is no matter any more.
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  const viewer = await open('nattaya')
  const pages = [
    ...(await Promise.all(addresses.map((address) => readPage(page, address)))),
    ...(await Promise.all(['/channels/new', `${shibuya}/tokens?issue`].map((address) => readPage(viewer, address)))),
  ].flat()
  const files = [...readStatic(), ...readFiles()]
  const tables = await readTables()
  const secrets = await knownSecrets()

  expect(Object.entries(secrets).filter(([, values]) => values.length === 0)).toEqual([])
  const issuing = [
    { kind: 'tokens', place: `POST ${new URL(`${shibuya}/tokens`, setting.url).pathname}`, encoding: 'raw' },
  ]
  expect(unique(findLeaks([...seen, ...pages, ...files, ...tables], secrets))).toEqual(issuing)
  const [token = ''] = secrets.tokens?.filter((value) => seen.some(({ text }) => text.includes(value))) ?? []
  expect(seen.filter(({ text }) => text.includes(token))).toHaveLength(1)
  expect(unique(findShapes([...seen, ...pages, ...readFiles(), ...tables]))).toEqual([
    { ...issuing[0], kind: 'a JWS', encoding: 'shape' },
  ])

  // The places were really searched: what may be seen is found in them.
  const searched = new Set(findLeaks([...seen, ...pages, ...tables], { purpose: [PURPOSE] }).map(({ place }) => place))
  for (const place of [
    `HTML of ${shibuya}/tokens`,
    `RSC of ${shibuya}/tokens`,
    'table "Token"',
    'table "Event"',
    'table "Operation"',
  ])
    expect([...searched]).toContain(place)
  expect(files.find(({ name }) => name.endsWith('server.log'))?.text).toContain('Next.js')
})

const unique = (found: object[]) =>
  [...new Set(found.map((one) => JSON.stringify(one)))].map((text) => JSON.parse(text))

/** Registers with a wrong secret and with the right one, and generates a key. */
async function registerAndGenerate(page: Page, line: Page): Promise<void> {
  const made = await createAtLine(line, 'Canaries')
  await page.goto('/channels/new')
  await page.getByLabel(channels('new.channelId')).fill(made.channelId)
  await page.getByLabel(channels('new.name')).fill('Canaries')
  await page.getByLabel(channels('new.environment')).selectOption('development')
  await page.getByLabel(channels('new.owner')).fill('Sato Mayu')
  for (const secret of [randomBytes(16).toString('hex'), made.channelSecret]) {
    await page.getByLabel(channels('new.secret')).fill(secret)
    await page.getByRole('button', { name: channels('new.submit') }).click()
    await expect(page.getByText(channels('new.secretAgain')).or(page.getByText(keys('register.later')))).toBeVisible()
  }
  await page.getByRole('button', { name: keys('generate.submit') }).click()
  await expect(page.getByLabel(keys('activate.kid'))).toBeVisible()
}

/** Issues a token, verifies it and revokes it. */
async function useToken(page: Page, channel: string): Promise<void> {
  await page.goto(`${channel}/tokens?issue`)
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel(actions('issue.purpose')).fill(PURPOSE)
  await dialog.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
  await dialog.getByRole('link', { name: actions('issue.finish') }).click()
  await page.getByRole('link', { name: PURPOSE }).click()
  await dialog.getByRole('button', { name: tokens('verify.button') }).click()
  await expect(dialog.getByText(tokens('open.verdicts.live')).first()).toBeVisible()
  const id = new URL(page.url()).searchParams.get('token')
  await page.goto(`${channel}/tokens?revoke=${id}`)
  await dialog.getByRole('button', { name: tokens('revoke.button') }).click()
  await expect(dialog.getByText(tokens('revoke.proven'), { exact: true }).first()).toBeVisible()
}

/** Every secret of this run: those the runner knows, and the cookies of everybody who signed in. */
async function knownSecrets(): Promise<Record<string, string[]>> {
  const secrets = (await (await fetch(setting.canariesUrl)).json()) as Record<string, string[]>
  const folder = resolve(import.meta.dirname, 'output/states')
  const cookies = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const state = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        cookies: { name: string; value: string }[]
      }
      return state.cookies.filter(({ name }) => name === 'kagiban-session').map(({ value }) => value)
    })
  const [secret = ''] = secrets.ownSecrets ?? []
  const sids = await Promise.all(cookies.map(async (token) => String((await decode({ token, secret }))?.sid)))
  return { ...secrets, cookies, sids }
}
