import type { Locator, Page } from '@playwright/test'
import { SLOTS } from '@/lib/tokens/schema'
import { expect, test } from './fixtures'
import { verifyAtLine, verifyUnlistedAtLine } from './support/at-line'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const tokens = english('tokens')
const actions = english('actions')
const common = english('common')
const refusals = english('refusals')

const addressOf = (channelId: string) => `/channels/${channelId}/tokens`
const kindOf = (sheet: Locator, kind: 'stateless' | 'short-lived' | 'v2_1' | 'long-lived') =>
  sheet.getByRole('radio', { name: tokens(`kinds.${kind}`), exact: true })

/** What the sheet shows once, copied and put away. */
async function takeValue(page: Page): Promise<string> {
  const sheet = page.getByRole('dialog')
  await expect(sheet.getByText(actions('issue.shownOnce'))).toBeVisible()
  await sheet.getByRole('button', { name: common('copyThing', { thing: actions('issue.token') }) }).click()
  const value = await page.evaluate(() => navigator.clipboard.readText())
  await expect(sheet.locator('pre')).not.toContainText(value)
  await sheet.getByRole('link', { name: actions('issue.finish') }).click()
  await expect(sheet).toBeHidden()
  expect(await page.content()).not.toContain(value)
  return value
}

/** Holds the answers to what is sent from now on until the function it gives is called. */
async function holdAnswer(page: Page): Promise<() => void> {
  let answer = () => {}
  const held = new Promise<void>((done) => {
    answer = done
  })
  await page.route('**/tokens?issue', async (route) => {
    if (route.request().method() === 'POST') await held
    await route.continue()
  })
  return answer
}

test('every kind is issued, shown once and works at LINE', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const { channelId, lineChannelId } = await makeChannel({ name: 'Kinds' })
  const page = await open('sato')
  const atLineNow = async () => (await atLine.getChannel(lineChannelId)).tokens
  const sheet = page.getByRole('dialog')
  const openSheet = () => page.goto(`${addressOf(channelId)}?issue`)

  await test.step('v2.1, with a life of its own; what is refused keeps everything typed', async () => {
    await openSheet()
    await expect(kindOf(sheet, 'v2_1')).toBeChecked()
    await expect(sheet).toContainText(tokens('issue.lineAdvises'))
    await expect(kindOf(sheet, 'long-lived')).toBeDisabled()
    await sheet.getByLabel(actions('issue.purpose')).fill('Night batch')
    await sheet.getByLabel(actions('issue.owner')).fill('Data team')
    await sheet.getByLabel(actions('issue.reason')).fill('OPS-2210')
    await sheet.getByText(actions('issue.lives.custom'), { exact: true }).click()
    await sheet.getByLabel(actions('issue.lifeAmount')).fill('31')
    await sheet.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
    await expect(sheet.getByLabel(actions('issue.lifeAmount'))).toHaveAccessibleDescription(
      new RegExp(english('invalid')('life')),
    )
    await expect(sheet.getByLabel(actions('issue.owner'))).toHaveValue('Data team')
    await expect(sheet.getByLabel(actions('issue.lifeUnit'))).toHaveValue('days')
    await sheet.getByLabel(actions('issue.lifeAmount')).fill('90')
    await sheet.getByLabel(actions('issue.lifeUnit')).selectOption('minutes')
    await sheet.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
    expect(await verifyAtLine(await takeValue(page))).toBe(200)
    const [issued] = (await atLineNow())['v2.1']
    expect(Date.parse(issued?.expiresAt ?? '') - Date.parse(issued?.issuedAt ?? '')).toBe(90 * 60_000)
  })

  for (const proof of ['assertion', 'secret'] as const)
    await test.step(`stateless, asked for with the ${proof}`, async () => {
      await openSheet()
      await kindOf(sheet, 'stateless').check()
      await expect(sheet.getByText(actions('issue.lives.custom'), { exact: true })).toBeHidden()
      await sheet.getByText(actions(`issue.proofs.${proof}`), { exact: true }).click()
      const before = (await atLineNow()).stateless.length
      await sheet.getByLabel(actions('issue.purpose')).fill(`Receipt by ${proof}`)
      await sheet.getByRole('button', { name: tokens('issue.submit.stateless') }).click()
      await expect(sheet.getByText(actions('issue.statelessEnds', { instant: '@' }).split('@')[0] ?? '')).toBeVisible()
      await expect(sheet.getByText(actions('issue.keyId'), { exact: true })).toBeHidden()
      expect((await atLineNow()).stateless).toHaveLength(before + 1)
      expect(await takeValue(page)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
      const row = page.getByRole('row').filter({ hasText: `Receipt by ${proof}` })
      await expect(row).toContainText(tokens('badges.ok'))
    })

  await test.step('a stateless one says why it can neither be verified nor revoked', async () => {
    await page.getByRole('link', { name: 'Receipt by secret' }).click()
    await expect(sheet).toContainText(tokens('stateless.verify'))
    await expect(sheet).toContainText(tokens('stateless.revoke'))
    await expect(sheet.getByRole('button', { name: tokens('verify.button') })).toBeHidden()
    await page.keyboard.press('Escape')
    await expect(page.getByLabel(tokens('list.select', { name: 'Receipt by secret' }))).toHaveCount(0)
  })

  await test.step('short-lived, verified and revoked with proof', async () => {
    await openSheet()
    await kindOf(sheet, 'short-lived').check()
    await sheet.getByLabel(actions('issue.purpose')).fill('Old connector')
    const answered = await holdAnswer(page)
    await sheet.getByRole('button', { name: tokens('issue.submit.short-lived') }).click()
    // What LINE issues meanwhile would never be shown.
    await expect(sheet.getByText(actions('issue.steps.asking')).first()).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(sheet.getByRole('button', { name: common('cancel') })).toBeDisabled()
    answered()
    const value = await takeValue(page)
    expect(await verifyUnlistedAtLine(value)).toBe(200)
    await page.getByRole('link', { name: 'Old connector' }).click()
    await sheet.getByRole('button', { name: tokens('verify.button') }).click()
    await expect(sheet.getByText(actions('verify.live'))).toBeVisible()
    await expect(sheet).toContainText(actions('verify.scopeNote'))
    await sheet.getByRole('link', { name: tokens('revoke.button') }).click()
    await expect(sheet).toContainText(tokens('revoke.howUnlisted'))
    await sheet.getByRole('button', { name: tokens('revoke.button') }).click()
    await expect(sheet).toContainText(tokens('revoke.by.value.proven'))
    expect(await verifyUnlistedAtLine(value)).toBe(400)
  })
})

test('at 30 short-lived tokens the oldest must be named, and it is told what became of it', async ({ open }) => {
  test.setTimeout(60_000)
  const { channelId } = await makeChannel({ name: 'Full of short', tokens: [['short-lived', SLOTS]] })
  const page = await open('sato')
  const sheet = page.getByRole('dialog')
  await page.goto(`${addressOf(channelId)}?issue`)
  await expect(sheet).toContainText(tokens('issue.costs.short-lived', { known: SLOTS, slots: SLOTS, uncertain: 0 }))
  await kindOf(sheet, 'short-lived').check()
  await expect(sheet.getByText('Service 1', { exact: true })).toBeVisible()
  await sheet.getByLabel(actions('issue.purpose')).fill('The 31st')
  const oldest = sheet.getByLabel(actions('issue.oldest'))
  for (const wrong of ['', 'Service 2']) {
    await oldest.fill(wrong)
    await sheet.getByRole('button', { name: tokens('issue.submit.short-lived') }).click()
    await expect(oldest).toHaveAccessibleDescription(
      new RegExp(refusals('oldestUnconfirmed', { slots: SLOTS, name: 'Service 1' }).slice(0, 60)),
    )
    await expect(oldest).toHaveValue(wrong)
  }
  await expect(sheet.getByLabel(actions('issue.purpose'))).toHaveValue('The 31st')
  await oldest.fill('Service 1')
  await sheet.getByRole('button', { name: tokens('issue.submit.short-lived') }).click()
  await expect(sheet.getByText(actions('issue.ended', { name: 'Service 1' }))).toBeVisible()
  await takeValue(page)
  const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Service 1', exact: true }) })
  await expect(async () => {
    await page.reload()
    await expect(row).toContainText(tokens('badges.gone'), { timeout: 1000 })
  }).toPass()
})

test('at 30 v2.1 tokens it is said when each slot frees itself, and another kind is offered', async ({ open }) => {
  test.setTimeout(60_000)
  const { channelId } = await makeChannel({ name: 'Full of slots', tokens: [['v2.1', SLOTS]] })
  const page = await open('sato')
  const sheet = page.getByRole('dialog')
  await page.goto(`${addressOf(channelId)}?issue`)
  await expect(kindOf(sheet, 'v2_1')).toBeDisabled()
  await expect(sheet).toContainText(tokens('issue.why.full', { slots: SLOTS }))
  await expect(kindOf(sheet, 'stateless')).toBeChecked()
  const slots = sheet.getByRole('group').filter({ hasText: tokens('issue.slots', { taken: SLOTS, slots: SLOTS }) })
  await expect(slots.getByRole('listitem')).toHaveCount(SLOTS)
  await expect(slots.getByRole('listitem').first()).toContainText('Service 1')
})

test('a MINI App channel is offered only what LINE has for it', async ({ open }) => {
  const { channelId } = await makeChannel({ name: 'Mini', type: 'mini_app', key: false })
  const page = await open('sato')
  const sheet = page.getByRole('dialog')
  await page.goto(`${addressOf(channelId)}?issue`)
  await expect(sheet.getByRole('radio', { name: tokens('kinds.stateless'), exact: true })).toBeChecked()
  await expect(kindOf(sheet, 'short-lived')).toBeEnabled()
  await expect(kindOf(sheet, 'v2_1')).toHaveCount(0)
  await expect(kindOf(sheet, 'long-lived')).toHaveCount(0)
  await expect(sheet).toContainText(tokens('issue.lineAdvises'))
  await expect(sheet).not.toContainText(tokens('issue.free', { free: SLOTS, slots: SLOTS }))
  await expect(sheet.getByRole('radio', { name: actions('issue.proofs.assertion') })).toBeDisabled()
  await expect(sheet).toContainText(tokens('issue.why.proofKey'))
  await sheet.getByLabel(actions('issue.purpose')).fill('Service message')
  await sheet.getByRole('button', { name: tokens('issue.submit.stateless') }).click()
  await takeValue(page)
})
