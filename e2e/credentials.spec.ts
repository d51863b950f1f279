import { generateKeyPairSync, randomBytes } from 'node:crypto'
import type { Page } from '@playwright/test'
import { channelAddress, expect, type PersonId, test } from './fixtures'
import { createAtLine } from './support/at-line'
import { english, wordsIn } from './support/words'

const channels = english('channels')
const credentials = english('credentials')
const keys = english('keys')
const actions = english('actions')
const refusals = english('refusals')
const invalid = english('invalid')
const common = english('common')

type AtLine = Parameters<Parameters<typeof test>[2]>[0]['atLine']

test('a channel secret that was reissued is found out and replaced', async ({ open, atLine }) => {
  const [page, made] = await registered(open, 'E2E secret')
  const secretRow = page
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: credentials('secret'), exact: true }) })
  const check = page.getByRole('button', { name: credentials('check') })

  await page.goto(`${await channelAddress(page, 'E2E secret')}/settings`)
  await expect(page.getByText(credentials('notChecked'))).toBeVisible()
  await check.click()
  await expect(page.getByText(actions('check.proven', { count: 1 }))).toBeVisible()
  await expect(page.getByText(credentials('clock.same'))).toBeVisible()

  const reissued = await atLine.reissueSecret(made.channelId)
  await check.click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText(
    actions('check.reasons.lineClientSecretInvalid'),
  )
  await expect(secretRow).toContainText(keys('inUse.refused'))
  await expect(page.getByText(channels('summary.secretRefused'))).toBeVisible()

  await page.getByRole('link', { name: actions('check.replace') }).click()
  const dialog = page.getByRole('dialog')
  const field = dialog.getByLabel(credentials('replaceDialog.field'))
  for (const [wrong, sentence] of [
    [made.channelSecret, refusals('secretOnFile')],
    [randomBytes(16).toString('hex'), refusals('lineClientSecretInvalid')],
    ['two words', invalid('channelSecret')],
  ] as const) {
    await field.fill(wrong)
    await dialog.getByRole('button', { name: credentials('replaceDialog.submit') }).click()
    await expect(dialog.getByText(sentence)).toBeVisible()
    await expect(field).toHaveValue('')
    await expect(field).toBeFocused()
  }
  await field.fill(reissued)
  await dialog.getByRole('button', { name: credentials('replaceDialog.submit') }).click()
  await expect(dialog).toBeHidden()
  await expect(secretRow).toContainText(keys('inUse.state'))
  await expect(page.getByText(channels('summary.secretRefused'))).toBeHidden()
  await check.click()
  await expect(page.getByText(actions('check.proven', { count: 1 }))).toBeVisible()
})

test('signing keys are generated, switched, discarded and retired', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const [page, made] = await registered(open, 'E2E keys')
  const first = await generateAndActivate(page, atLine, made.channelId)
  await expectInUse(page, first)
  const second = await generateAndActivate(page, atLine, made.channelId)
  await expectInUse(page, second)
  const ready = page.getByRole('listitem').filter({ hasText: first })
  await expect(ready).toContainText(keys('inUse.state'))

  await ready.getByRole('button', { name: keys('ready.use') }).click()
  await expectInUse(page, first)
  const dialog = page.getByRole('dialog')
  await page
    .getByRole('listitem')
    .filter({ hasText: second })
    .getByRole('link', { name: keys('retire.button') })
    .click()
  await expect(dialog).toContainText(keys('retire.atLine'))
  await dialog.getByRole('button', { name: keys('retire.button') }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('table', { name: keys('retired.title') })).toContainText(second)

  await page.getByRole('button', { name: keys('generate.submitNext') }).click()
  await page.getByRole('link', { name: keys('retire.discard') }).click()
  await dialog.getByRole('button', { name: keys('retire.discard') }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: keys('generate.submitNext') })).toBeVisible()

  await page.getByRole('link', { name: keys('retire.button') }).click()
  const typed = dialog.getByLabel(keys('retire.typeKid'))
  await typed.fill('something else')
  await dialog.getByRole('button', { name: keys('retire.button') }).click()
  await expect(dialog.getByText(refusals('kidNotTyped'))).toBeVisible()
  await expect(typed).toHaveValue('something else')
  await typed.fill(first)
  await dialog.getByRole('button', { name: keys('retire.button') }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText(channels('summary.noKey'))).toBeVisible()
})

test('a private key made elsewhere is imported, after everything that is none was refused', async ({
  open,
  atLine,
}) => {
  test.setTimeout(60_000)
  const [page, made] = await registered(open, 'E2E import')
  const [own, other] = [newKey(), newKey()]
  const kid = await atLine.registerKey(made.channelId, own.registered)
  const address = await channelAddress(page, 'E2E import')
  await page.goto(`${address}/keys`)
  await page.getByRole('link', { name: keys('import.button') }).click()
  const dialog = page.getByRole('dialog')
  const field = dialog.getByLabel(keys('import.jwk'))
  const submit = dialog.getByRole('button', { name: keys('import.submit') })
  const kidField = dialog.getByLabel(keys('activate.kid'))
  await kidField.fill('not-yet-known')
  for (const [pasted, sentence] of [
    [own.pem, invalid('jwkPem')],
    [JSON.stringify(own.registered), invalid('jwkPublic')],
    [JSON.stringify({ ...own.jwk, p: other.jwk.p, q: other.jwk.q }), invalid('jwkDisagrees')],
    [JSON.stringify(own.jwk), refusals('lineSigningKeyUnknown')],
  ] as const) {
    await field.fill(pasted)
    await submit.click()
    await expect(dialog.getByText(sentence)).toBeVisible()
    await expect(field).toHaveValue('')
    await expect(kidField).toHaveValue('not-yet-known')
  }
  await field.fill(JSON.stringify(own.jwk, null, 2))
  await kidField.fill(kid)
  await submit.click()
  await expect(dialog).toBeHidden()
  await expectInUse(page, kid)
  await expect(page.getByText(keys('inUse.imported'))).toBeVisible()
  expect(await page.content()).not.toContain(own.jwk.d)

  // What it signs is taken, and once LINE has it no more, that is found out.
  await page.goto(`${address}/settings`)
  await page.getByRole('button', { name: credentials('check') }).click()
  await expect(page.getByText(actions('check.proven', { count: 2 }))).toBeVisible()
  await atLine.deleteKey(made.channelId, kid)
  await page.getByRole('button', { name: credentials('check') }).click()
  await expect(page.getByRole('main').getByRole('alert')).toContainText(actions('check.reasons.lineSigningKeyUnknown'))
  const row = page
    .getByRole('table', { name: credentials('label') })
    .getByRole('row')
    .filter({ hasText: kid })
  await expect(row).toContainText(keys('inUse.refused'))

  await test.step('which a viewer sees too, with why nothing can be done, and in Japanese', async () => {
    const ja = wordsIn('ja')
    const viewer = await open('nattaya', { locale: 'ja-JP' })
    await viewer.goto(`${address}/settings`)
    await expect(viewer.getByRole('row').filter({ hasText: kid })).toContainText(ja('keys')('inUse.refused'))
    for (const [name, reason] of [
      [ja('credentials')('check'), ja('credentials')('denied.check')],
      [ja('credentials')('replace'), ja('credentials')('denied.replace')],
    ] as const)
      await expectOff(viewer, name, reason)
    await viewer.goto(`${address}/settings?secret`)
    await expect(viewer.getByRole('dialog')).toContainText(ja('credentials')('denied.replace'))
    await viewer.goto(`${address}/keys`)
    await expect(viewer.getByRole('heading', { name: ja('keys')('inUse.title') })).toBeVisible()
    for (const word of ['import.button', 'retire.button'] as const)
      await expectOff(viewer, ja('keys')(word), ja('keys')('denied'))
  })
})

type Open = (person?: PersonId, options?: { locale?: string }) => Promise<Page>

/** A channel created at LINE and registered here, at whose signing keys its operator looks. */
async function registered(open: Open, name: string): Promise<[Page, { channelId: string; channelSecret: string }]> {
  const [page, line] = [await open('sato'), await open()]
  const made = await createAtLine(line, name)
  await page.goto('/channels/new')
  await page.getByLabel(channels('new.channelId')).fill(made.channelId)
  await page.getByLabel(channels('new.secret')).fill(made.channelSecret)
  await page.getByLabel(channels('new.name')).fill(name)
  await page.getByLabel(channels('new.environment')).selectOption('development')
  await page.getByLabel(channels('new.owner')).fill('Sato Mayu')
  await page.getByRole('button', { name: channels('new.submit') }).click()
  await expect(page.getByRole('heading', { name, exact: true })).toBeVisible()
  return [page, made]
}

/** Generates a key on the page of signing keys, registers it at LINE and puts it to use; gives its kid. */
async function generateAndActivate(page: Page, atLine: AtLine, channelId: string): Promise<string> {
  const generate = page
    .getByRole('button', { name: keys('generate.submit') })
    .or(page.getByRole('button', { name: keys('generate.submitNext') }))
  await generate.click()
  await page.getByRole('button', { name: common('copyThing', { thing: keys('register.publicKey') }) }).click()
  const publicKey = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()))
  const kid = await atLine.registerKey(channelId, publicKey)
  await page.getByLabel(keys('activate.kid')).fill(kid)
  await page.getByRole('button', { name: keys('activate.submit') }).click()
  return kid
}

/** The panel of the key in use shows this one. */
async function expectInUse(page: Page, kid: string): Promise<void> {
  const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: keys('inUse.title') }) })
  await expect(panel).toContainText(kid)
}

async function expectOff(page: Page, name: string, reason: string): Promise<void> {
  const button = page.getByRole('button', { name, exact: true })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(reason)
}

function newKey() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    jwk: privateKey.export({ format: 'jwk' }) as Record<string, string>,
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    registered: { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' },
  }
}
