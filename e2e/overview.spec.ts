import type { Page } from '@playwright/test'
import type { AttentionKind } from '@/lib/tokens/attention/schema'
import { expect, personOf, signIn, test } from './fixtures'
import { DRIFTING, ENDING, NEARLY_FULL, SHIBUYA, WITHOUT_KEY } from './support/names'
import { setting } from './support/setting'
import { english, wordsIn } from './support/words'

const overview = english('overview')
const tokens = english('tokens')
const keys = english('keys')

const rowOf = (page: Page, kind: AttentionKind, channel: string) =>
  page
    .getByRole('list', { name: overview('attention.title') })
    .getByRole('listitem')
    .filter({ hasText: overview(`attention.kinds.${kind}`) })
    .filter({ has: page.getByRole('link', { name: channel, exact: true }) })

/** Comes from the overview each time, and follows the button of a row. */
async function follow(page: Page, kind: AttentionKind, channel: string): Promise<void> {
  await page.goto('/')
  const act = overview(`attention.acts.${kind}`)
  await rowOf(page, kind, channel)
    .getByRole('link', { name: overview('attention.actOn', { act, channel }) })
    .click()
}

test('signing in leads to the overview, which counts what needs attention', async ({ open }) => {
  const page = await open()
  await page.goto('/sign-in')
  await signIn(page, 'tanaka')
  await expect(page).toHaveURL(`${setting.url}/`)
  await expect(page.getByRole('heading', { name: overview('title'), exact: true })).toBeVisible()
  const rows = page.getByRole('list', { name: overview('attention.title') }).getByRole('listitem')
  const count = await rows.count()
  expect(count).toBeGreaterThan(4)
  const nav = page.getByRole('banner').getByRole('link', { name: english('shell')('overview') })
  await expect(nav).toHaveAttribute('aria-current', 'page')
  await expect(nav).toContainText(/\d/)
})

test('each row leads to what mends it', async ({ open }) => {
  test.setTimeout(60_000)
  const page = await open('sato')
  const dialog = page.getByRole('dialog')
  const table = page.getByRole('table', { name: tokens('label') })

  await follow(page, 'unproven', ENDING)
  await expect(dialog).toContainText('Old promotions')
  await expect(dialog.getByRole('button', { name: tokens('sync.again') })).toBeVisible()

  await follow(page, 'soon', ENDING)
  await expect(dialog.getByRole('heading', { name: tokens('issue.title') })).toBeVisible()

  await follow(page, 'drift', DRIFTING)
  await expect(table.getByText(tokens('notIssuedHere'), { exact: true })).toHaveCount(2)

  await follow(page, 'slots', NEARLY_FULL)
  await expect(table.getByRole('link', { name: 'Gate 01' })).toBeVisible()

  await follow(page, 'noKey', WITHOUT_KEY)
  await expect(page.getByRole('button', { name: keys('generate.submit') })).toBeVisible()

  await page.goto('/')
  await rowOf(page, 'soon', SHIBUYA).getByRole('link', { name: SHIBUYA, exact: true }).click()
  await expect(table.getByRole('link', { name: 'Weekend coupons' })).toBeVisible()
})

test('the overview tells what ends soon and what happened last', async ({ open }) => {
  const page = await open('sato')
  await page.goto('/')
  const strip = page.getByRole('img', { name: /expire by/ })
  await expect(strip).toBeVisible()
  await expect(page.getByText(overview('ahead.title', { days: 30 }))).toBeVisible()
  const history = page.getByRole('table', { name: english('history')('label') })
  expect(await history.getByRole('row').count()).toBeGreaterThan(8)
  await page.getByRole('link', { name: overview('latest.open') }).click()
  await expect(page).toHaveURL(`${setting.url}/history`)

  await page.setViewportSize({ width: 375, height: 812 })
  await page.goto('/')
  await expect(strip).toBeHidden()
  await expect(page.getByText(overview('ahead.inWeek', { count: 0 }).split('0')[0] ?? '')).toBeVisible()
})

test('a viewer sees all of it, and is told why a button does nothing', async ({ open }) => {
  const page = await open('nattaya')
  await page.goto('/')
  await expect(page.getByRole('banner').getByText(personOf('nattaya').name, { exact: true })).toBeVisible()
  for (const [kind, channel, reason] of [
    ['unproven', ENDING, 'denied.operatorOrAdmin'],
    ['soon', ENDING, 'denied.operator'],
    ['noKey', WITHOUT_KEY, 'denied.operatorOrAdmin'],
  ] as const) {
    const button = rowOf(page, kind, channel).getByRole('button')
    await expect(button).toBeDisabled()
    await expect(button).toHaveAccessibleDescription(overview(reason))
  }
  // Looking is everybody's.
  await follow(page, 'drift', DRIFTING)
  await expect(page.getByText(tokens('notIssuedHere')).first()).toBeVisible()
})

test('the overview speaks Japanese', async ({ open }) => {
  const words = wordsIn('ja')('overview')
  const page = await open('sato', { locale: 'ja-JP' })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: words('title'), exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: words('attention.title') })).toBeVisible()
})
