import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const tokens = english('tokens')
const actions = english('actions')
const credentials = english('credentials')

/** Every operation of LINE's official ChannelAccessTokenClient; its two stateless forms are one endpoint. */
const OPERATIONS = [
  'issueChannelToken',
  'verifyChannelToken',
  'revokeChannelToken',
  'issueChannelTokenByJWT',
  'verifyChannelTokenByJWT',
  'getsAllValidChannelAccessTokenKeyIds',
  'revokeChannelTokenByJWT',
  'issueStatelessChannelToken',
]

test('every operation of the official client is done from the browser, and LINE answers each with 200', async ({
  open,
  atLine,
}) => {
  test.setTimeout(90_000)
  const { channelId, lineChannelId } = await makeChannel({ name: 'Every operation' })
  const page = await open('sato')
  const called = async () => (await atLine.calls()).filter((call) => call.channelId === lineChannelId)
  // Setting the channel up called LINE too, but not from the browser.
  const before = new Set((await called()).map(({ requestId }) => requestId))
  const tokensPage = `/channels/${channelId}/tokens`

  for (const kind of ['v2_1', 'short-lived', 'stateless'] as const) {
    await issue(page, tokensPage, kind, `Bot ${kind}`)
    if (kind === 'stateless') continue
    await page.getByRole('link', { name: `Bot ${kind}` }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: tokens('verify.button') }).click()
    await expect(dialog.getByText(actions('verify.live')).first()).toBeVisible()
    await dialog.getByRole('link', { name: tokens('revoke.button') }).click()
    await dialog.getByLabel(tokens('revoke.confirm', { channelId: lineChannelId })).fill(lineChannelId)
    await dialog.getByRole('button', { name: tokens('revoke.button') }).click()
    await expect(dialog.getByText(tokens('revoke.proven'), { exact: true }).first()).toBeVisible()
  }
  await page.goto(tokensPage)
  await page.getByRole('button', { name: tokens('sync.button') }).click()
  await expect(page.getByRole('status').filter({ hasText: /0/ }).first()).toBeVisible()
  await page.goto(`/channels/${channelId}/settings`)
  await page.getByRole('button', { name: credentials('check') }).click()
  await expect(page.getByText(actions('check.proven', { count: 2 }))).toBeVisible()

  const answered = (await called()).filter(({ status, requestId }) => status === 200 && !before.has(requestId))
  expect(new Set(answered.map(({ endpoint }) => endpoint))).toEqual(new Set(OPERATIONS))
})

async function issue(page: Page, tokensPage: string, kind: 'v2_1' | 'short-lived' | 'stateless', purpose: string) {
  await page.goto(`${tokensPage}?issue`)
  const sheet = page.getByRole('dialog')
  await sheet.getByRole('radio', { name: tokens(`kinds.${kind}`), exact: true }).check()
  await sheet.getByLabel(actions('issue.purpose')).fill(purpose)
  await sheet.getByRole('button', { name: tokens(`issue.submit.${kind}`) }).click()
  await expect(sheet.getByText(actions('issue.shownOnce'))).toBeVisible()
  await sheet.getByRole('link', { name: actions('issue.finish') }).click()
  await expect(sheet).toBeHidden()
}
