import type { Page } from '@playwright/test'
import { channelAddress, expect, personOf, test } from './fixtures'
import { SHIBUYA, WAITING } from './support/names'
import { setting } from './support/setting'
import { english } from './support/words'

const channels = english('channels')
const tokens = english('tokens')
const keys = english('keys')
const refusals = english('refusals')
const history = english('history')

/** A button that stays in its place, does nothing and says why. */
async function expectOff(page: Page, name: string, reason: string): Promise<void> {
  const button = page.getByRole('button', { name })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(reason)
}

test('a viewer sees everything of a channel and is told why nothing can be changed', async ({ open }) => {
  const page = await open('nattaya')
  const address = await channelAddress(page, SHIBUYA)
  await expectOff(page, channels('add'), channels('addDenied'))
  await page.goto(`${address}/tokens`)
  await expectOff(page, tokens('issue.button'), tokens('denied.issue'))
  await expectOff(page, tokens('sync.button'), tokens('denied.sync'))
  await page.getByRole('link', { name: 'Front desk bot' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByText(tokens('open.fingerprint'))).toBeVisible()
  const verify = dialog.getByRole('button', { name: tokens('verify.button') })
  await expect(verify).toHaveAccessibleDescription(tokens('denied.verify'))
  await page.goto(`${address}/keys`)
  await expectOff(page, keys('generate.submitNext'), keys('denied'))
  await page.goto(`${await channelAddress(page, WAITING)}/keys`)
  await expectOff(page, keys('activate.submit'), keys('denied'))
})

test('a viewer reads the history of channels, an auditor that of sign-ins too', async ({ open }) => {
  const [viewer, auditor] = [await open('nattaya'), await open('somchai')]
  const signIns = (page: Page) =>
    page
      .getByRole('table', { name: history('label') })
      .getByRole('link', { name: english('permissions')('session.open') })
  await viewer.goto('/history?action=session.open')
  await expect(viewer.getByText(history('emptyFiltered'))).toBeVisible()
  await expect(viewer.getByText(history('channelsOnly'))).toBeVisible()
  await auditor.goto('/history?action=session.open')
  await expect(signIns(auditor).first()).toBeVisible()
})

test.describe('what is forbidden', () => {
  test.use({ expectedErrors: [/status of 403/] })
  test('a page is refused, and the attempt is written to the history', async ({ open }) => {
    const page = await open('nattaya')
    const answer = await page.goto('/channels/new')
    expect(answer?.status()).toBe(403)
    await expect(page.getByRole('heading', { name: english('errors')('forbidden.title') })).toBeVisible()
    await expectDenied(await open('somchai'), 'channel.register')
  })
})

test('a forged action is refused, and the attempt is written to the history', async ({ open }) => {
  const [operator, viewer] = [await open('sato'), await open('nattaya')]
  await operator.goto(`${await channelAddress(operator, SHIBUYA)}/tokens`)
  await operator.getByRole('link', { name: 'Front desk bot' }).click()
  const [sent] = await Promise.all([
    operator.waitForRequest((request) => request.method() === 'POST'),
    operator.getByRole('button', { name: tokens('verify.button') }).click(),
  ])
  const { 'next-action': action = '', 'content-type': type = '', accept = '' } = sent.headers()
  const forge = (page: Page, headers: Record<string, string> = {}) =>
    page.context().request.post(sent.url(), {
      ...{ data: sent.postDataBuffer() ?? '', maxRedirects: 0 },
      headers: { 'next-action': action, 'content-type': type, accept, origin: setting.url, ...headers },
    })
  const answer = await (await forge(viewer)).text()
  expect(answer.includes(refusals('forbidden'))).toBe(true)
  await expectDenied(await open('somchai'), 'token.verify')
  expect((await forge(viewer, { origin: 'https://evil.example' })).status()).toBe(403)
  const stranger = await forge(await open())
  expect(stranger.headers()['x-action-redirect'] ?? stranger.headers().location).toContain('/sign-in')
})

async function expectDenied(auditor: Page, action: 'channel.register' | 'token.verify'): Promise<void> {
  await auditor.goto(`/history?outcome=denied&action=${action}`)
  const row = auditor
    .getByRole('row')
    .filter({ hasText: personOf('nattaya').name })
    .first()
  await expect(row).toContainText(english('permissions')(action))
  await expect(row).toContainText(history('outcomes.denied'))
}
