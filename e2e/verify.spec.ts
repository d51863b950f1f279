import { randomBytes } from 'node:crypto'
import { channelAddress, expect, expectAccessible, test } from './fixtures'
import { issueElsewhere, issueShortLivedElsewhere, verifyAtLine, verifyOpaqueAtLine } from './support/at-line'
import { CHIANG_MAI } from './support/names'
import { callsAbout, expectNowhere, lookUp, registerWithKey, stopKeeping } from './support/paste'
import { keepAnswers } from './support/places'
import { english, wordsIn } from './support/words'

const actions = english('actions')
const tokens = english('tokens')
const common = english('common')
const refusals = english('refusals')
const verify = english('verify')

const jws = (header: object, claims: object) =>
  [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.') +
  `.${randomBytes(32).toString('base64url')}`

for (const [language, locale] of [
  ['en', 'en-US'],
  ['ja', 'ja-JP'],
] as const)
  test(`a token issued elsewhere is told, asked about, taken in, found again, another one revoked, in ${language}`, async ({
    open,
    atLine,
  }) => {
    test.setTimeout(60_000)
    const words = wordsIn(language)
    const said = words('actions')
    const page = await open('sato', { locale })
    const made = await registerWithKey(page, atLine, words)
    const [first, second] = [await issueElsewhere(atLine, made.channelId), await issueElsewhere(atLine, made.channelId)]
    const answers = await keepAnswers(page)
    const nowhere = () => expectNowhere(page, answers, [first.token, second.token])

    await test.step('looked up, which asks LINE nothing', async () => {
      const before = await callsAbout(atLine, made.channelId)
      await lookUp(page, `LINE_CHANNEL_ACCESS_TOKEN="${first.token}"`, words)
      await expect(page.getByText(said('paste.looks.jws'))).toBeVisible()
      await expect(page.getByLabel(said('paste.field'))).toHaveValue('')
      await expect(page.getByText(said('paste.held', { time: '@' }).split('@')[0] ?? '')).toBeVisible()
      expect(await callsAbout(atLine, made.channelId)).toEqual(before)
      await nowhere()
    })

    await test.step('LINE is asked, without another paste', async () => {
      await page.getByRole('button', { name: said('paste.ask') }).click()
      await expect(page.getByText(said('paste.liveMeaning'))).toBeVisible()
      const main = page.getByRole('main')
      await expect(main.getByRole('link', { name: made.name })).toBeVisible()
      await expect(main.getByText(said('paste.kinds.v2_1'), { exact: true })).toBeVisible()
      await expect(main.getByText('chat_message.write profile')).toBeVisible()
      await expect(main.getByText(said('paste.scopeText'))).toBeVisible()
      await expectAccessible(page)
      await nowhere()
    })

    await test.step('revoked without being taken in, with proof', async () => {
      await lookUp(page, second.token, words)
      await page.getByRole('button', { name: said('paste.ask') }).click()
      await page
        .locator('main summary')
        .filter({ hasText: said('paste.revokeButton') })
        .click()
      await expect(page.getByText(said('paste.consequence'))).toBeVisible()
      await page.getByRole('button', { name: said('paste.revokeSubmit') }).click()
      await expect(page.getByText(said('paste.proof.accepted'), { exact: true })).toBeVisible()
      await expect(page.getByText(said('paste.proof.proven'), { exact: true })).toBeVisible()
      expect(await verifyAtLine(second.token)).toBe(400)
      expect(await verifyAtLine(first.token)).toBe(200)
      await nowhere()
    })

    await test.step('taken in, with the only key ID it can have', async () => {
      await lookUp(page, first.token, words)
      await page.getByRole('button', { name: said('paste.ask') }).click()
      await page
        .locator('main summary')
        .filter({ hasText: said('paste.takeInButton') })
        .click()
      await page.getByRole('button', { name: said('paste.takeInSubmit') }).click()
      await expect(page.getByLabel(said('paste.purpose'))).toHaveAccessibleDescription(
        new RegExp(`${words('common')('errorPrefix')} *${words('invalid')('required')}`),
      )
      await page.getByLabel(said('paste.purpose')).fill('Legacy CRM')
      await page.getByRole('button', { name: said('paste.takeInSubmit') }).click()
      await expect(page.getByText(said('paste.takenText'))).toBeVisible()
      await expect(page.getByText(first.keyId)).toBeVisible()
      await nowhere()
    })

    await test.step('and is found by its fingerprint from then on, with no call', async () => {
      const before = await callsAbout(atLine, made.channelId)
      await lookUp(page, `curl -H 'Authorization: Bearer ${first.token}' https://api.line.me/v2/bot/info`, words)
      const main = page.getByRole('main')
      await expect(main.getByText('Legacy CRM')).toBeVisible()
      await expect(main.getByText(said('paste.ours'))).toBeVisible()
      await expect(main.getByRole('link', { name: made.name })).toBeVisible()
      await expect(main.getByText('Sato Mayu').first()).toBeVisible()
      expect(await callsAbout(atLine, made.channelId)).toEqual(before)
      await page.getByRole('link', { name: said('paste.open') }).click()
      await expect(page.getByRole('dialog').getByText('Legacy CRM').first()).toBeVisible()
      await nowhere()
      await stopKeeping(page)
    })
  })

test('whatever else is pasted is told, and nothing of it can be sent to LINE', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const page = await open('sato')
  const made = await registerWithKey(page, atLine)
  const secret = randomBytes(16).toString('hex')
  const privateKey = JSON.stringify({ kty: 'RSA', n: 'AQAB', e: 'AQAB', d: randomBytes(64).toString('base64url') })
  const answers = await keepAnswers(page)
  await page.goto('/verify')
  await expect(page.getByText(verify('tells.title'))).toBeVisible()
  const things: [string, string][] = [
    [made.channelSecret, actions('paste.secretOf.current', { name: made.name })],
    [secret, actions('paste.looks.channelSecret')],
    [privateKey, actions('paste.looks.privateKey')],
    [JSON.stringify({ kty: 'RSA', n: 'AQAB', e: 'AQAB' }), actions('paste.looks.publicKey')],
    [jws({ alg: 'RS256' }, { aud: 'https://api.line.me/' }), actions('paste.looks.assertion')],
    [jws({ alg: 'HS256' }, { iss: 'https://access.line.me' }), actions('paste.looks.idToken')],
    [made.channelId, actions('paste.looks.channelId')],
    ['536e453c-aa93-4449-8e90-add2608783c6', actions('paste.looks.keyId')],
    ['see the attached file', actions('paste.looks.other')],
  ]
  for (const [text, answer] of things) {
    await lookUp(page, text)
    await expect(page.getByText(answer, { exact: true })).toBeVisible()
    await expect(page.getByRole('button', { name: actions('paste.ask') })).toHaveCount(0)
  }
  await expectNowhere(page, answers, [made.channelSecret, secret, privateKey])

  await page.getByLabel(actions('paste.field')).fill(randomBytes(60_000).toString('base64'))
  await page.getByRole('button', { name: actions('paste.submit') }).click()
  await expect(page.getByText(english('invalid')('pastedTooLong'))).toBeVisible()
  await stopKeeping(page)
})

test('a long-lived token is refused loudly at the wrong channel, and taken in at its own', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const page = await open('sato')
  const made = await registerWithKey(page, atLine)
  const other = await issueElsewhere(atLine, made.channelId)
  const token = await atLine.issueLongLived(made.channelId)
  const wrong = await channelAddress(page, CHIANG_MAI)
  const answers = await keepAnswers(page)
  const dialog = page.getByRole('dialog')
  const takeIn = async (value: string, purpose: string) => {
    await dialog.getByLabel(actions('paste.token'), { exact: true }).fill(value)
    await dialog.getByLabel(actions('paste.purpose')).fill(purpose)
    await dialog.getByRole('button', { name: actions('paste.takeInSubmit') }).click()
  }

  await page.goto(`${wrong}/tokens?import`)
  await takeIn(token, 'Push sender')
  const field = dialog.getByLabel(actions('paste.token'), { exact: true })
  const sentence = refusals('tokenOfOtherChannel', { name: made.name, channelId: made.channelId })
  await expect(dialog.getByText(sentence)).toBeVisible()
  await expect(field).toHaveAccessibleDescription(new RegExp(made.name))
  await expect(field).toHaveValue('')
  await expect(dialog.getByLabel(actions('paste.purpose'))).toHaveValue('Push sender')

  await page.goto(`${made.address}/tokens?import`)
  await expect(dialog.getByLabel(actions('paste.owner'))).toHaveValue('Sato Mayu')
  // Another token stays live, so that no revoke is of the last one.
  await takeIn(other.token, 'Booking bot')
  await expect(dialog.getByText(other.keyId)).toBeVisible()
  await page.goto(`${made.address}/tokens?import`)
  await takeIn(token, 'Push sender')
  await expect(dialog.getByText(actions('paste.takenText'))).toBeVisible()
  await expect(dialog.getByText(actions('paste.kinds.long-lived'), { exact: true })).toBeVisible()
  await dialog.getByRole('link', { name: actions('paste.open') }).click()
  await dialog.getByRole('button', { name: tokens('verify.button') }).click()
  await expect(dialog.getByText(tokens('open.verdicts.live')).first()).toBeVisible()

  await lookUp(page, token)
  await expect(page.getByText(actions('paste.noExpiry'), { exact: true })).toBeVisible()
  await page.getByRole('link', { name: actions('paste.open') }).click()
  await page.waitForURL(/token=/)
  const id = new URL(page.url()).searchParams.get('token')
  await page.goto(`${made.address}/tokens?revoke=${id}`)
  await dialog.getByRole('button', { name: tokens('revoke.button') }).click()
  await expect(dialog.getByText(tokens('revoke.proven'), { exact: true }).first()).toBeVisible()
  expect(await verifyOpaqueAtLine(token)).toBe(400)
  await lookUp(page, token)
  await expect(page.getByText(actions('paste.states.gone'))).toBeVisible()
  await expectNowhere(page, answers, [token, other.token])
  await stopKeeping(page)
})

test('of a channel that is not here, a short-lived token is revoked, and of a v2.1 one is said what is missing', async ({
  open,
  atLine,
}) => {
  const page = await open('sato')
  const made = await atLine.createChannel({ name: 'Nowhere' })
  const token = await issueShortLivedElsewhere(made.channelId, made.channelSecret)
  const answers = await keepAnswers(page)
  await lookUp(page, token)
  await expect(page.getByText(actions('paste.todo.opaque'))).toBeVisible()
  await page.getByRole('button', { name: actions('paste.ask') }).click()
  await expect(page.getByText(actions('paste.kinds.short-lived'), { exact: true })).toBeVisible()
  await expect(page.getByText(actions('paste.channelNotHere'))).toBeVisible()
  await expect(page.getByText(actions('paste.takeInNeedsChannel'))).toBeVisible()
  await page
    .locator('main summary')
    .filter({ hasText: actions('paste.revokeButton') })
    .click()
  await page.getByRole('button', { name: actions('paste.revokeSubmit') }).click()
  await expect(page.getByText(actions('paste.proof.proven'), { exact: true })).toBeVisible()
  expect(await verifyOpaqueAtLine(token)).toBe(400)

  const { token: foreign } = await issueElsewhere(atLine, made.channelId)
  await lookUp(page, foreign)
  await page.getByRole('button', { name: actions('paste.ask') }).click()
  await expect(page.getByText(actions('paste.revokeNeedsChannel', { channelId: made.channelId }))).toBeVisible()
  await expect(page.locator('main summary')).toHaveCount(0)
  await expectNowhere(page, answers, [token, foreign])
  await stopKeeping(page)
})

test('what LINE refuses is explained, and the value goes by itself or on demand', async ({ open }) => {
  const page = await open('sato')
  await page.clock.install()
  const value = jws({ alg: 'HS256' }, { any: 'thing' })
  await lookUp(page, value)
  await page.getByRole('button', { name: actions('paste.ask') }).click()
  await expect(page.getByText(actions('paste.refused'))).toBeVisible()
  await expect(page.getByText(actions('paste.refusedStateless'))).toBeVisible()
  await expect(page.locator('main summary')).toHaveCount(0)
  const again = page.getByLabel(actions('paste.again'))
  await expect(again).toHaveCount(0)
  await page.clock.fastForward('05:01')
  await expect(again).toBeVisible()
  await expect(page.getByRole('button', { name: actions('paste.clear') })).toHaveCount(0)

  await lookUp(page, value)
  await page.getByRole('button', { name: actions('paste.clear') }).click()
  await expect(page.getByText(verify('tells.title'))).toBeVisible()
  await expect(page.getByLabel(actions('paste.field'))).toBeFocused()

  await page.getByLabel(actions('paste.field')).fill(value)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide')))
  await expect(page.getByLabel(actions('paste.field'))).toHaveValue('')
})

test('who may not is told why', async ({ open, atLine }) => {
  const viewer = await open('nattaya')
  await viewer.goto('/verify')
  const button = viewer.getByRole('button', { name: actions('paste.submit') })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(verify('denied.identify'))
  await expect(viewer.getByLabel(actions('paste.field'))).toBeDisabled()
  await expectAccessible(viewer)
  const address = await channelAddress(viewer, CHIANG_MAI)
  await viewer.goto(`${address}/tokens?import`)
  await expect(viewer.getByRole('dialog').getByText(verify('denied.import'))).toBeVisible()
  await expect(viewer.getByRole('dialog').getByRole('link', { name: common('close') })).toBeVisible()

  // An admin may look up, verify and revoke, but not take in.
  const admin = await open('tanaka')
  const channel = (await atLine.listChannels()).find(({ name }) => name === CHIANG_MAI)
  await lookUp(admin, (await issueElsewhere(atLine, channel?.channelId ?? '')).token)
  await admin.getByRole('button', { name: actions('paste.ask') }).click()
  const takeIn = admin.getByRole('button', { name: actions('paste.takeInButton') })
  await expect(takeIn).toHaveAccessibleDescription(verify('denied.import'))
  await expect(admin.locator('main summary')).toHaveCount(1)
})
