import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'
import { SHIBUYA } from './support/names'
import { english } from './support/words'

const history = english('history')
const common = english('common')

test('the history is paged by place, filtered by address, and each event opens', async ({ open }) => {
  const page = await open('tanaka')
  const table = page.getByRole('table', { name: history('label') })
  const places = () =>
    table.getByRole('link').evaluateAll((links) =>
      links
        .map((link) => link.getAttribute('data-event'))
        .filter(Boolean)
        .map(Number),
    )
  const pager = page.getByRole('navigation', { name: common('pages') })
  await page.goto('/history')
  const first = await places()
  expect(first).toHaveLength(50)
  await pager.getByRole('link', { name: common('next') }).click()
  await expect(page).toHaveURL(/before=/)
  await expect.poll(places).not.toEqual(first)
  const second = await places()
  expect(Math.max(...second)).toBe(Math.min(...first) - 1)
  await pager.getByRole('link', { name: common('previous') }).click()
  await expect.poll(places).toEqual(first)

  await page.getByLabel(history('channel'), { exact: true }).selectOption({ label: SHIBUYA })
  await page.getByLabel(history('outcome'), { exact: true }).selectOption('done')
  await page.getByLabel(history('action'), { exact: true }).selectOption('token.issue')
  await page.getByRole('button', { name: history('filter.apply') }).click()
  await expect(page).toHaveURL(/action=token\.issue/)
  const rows = table.getByRole('row').filter({ has: page.getByRole('link', { name: SHIBUYA }) })
  await expect(rows.filter({ hasText: english('permissions')('token.issue') }).first()).toBeVisible()
  expect(await rows.filter({ hasNotText: history('outcomes.done') }).count()).toBe(0)
  await table
    .getByRole('link', { name: english('permissions')('token.issue') })
    .first()
    .click()
  await expect(page.getByText(history('event.previousHash'))).toBeVisible()
  await expect(page.getByRole('link', { name: history('outcomes.requested') })).toBeVisible()
})

const rowsOf = (page: Page) => page.getByRole('table', { name: history('label') }).locator('tr:has(a[data-event])')
const searchField = (page: Page) => page.getByRole('searchbox', { name: history('search.label') })
const drawerOf = (page: Page) => page.getByRole('complementary').filter({ has: page.getByRole('heading') })
const issue = english('permissions')('token.issue')

test('one field finds by key and by text, every part of it can be taken away, and what is not understood is said', async ({
  open,
}) => {
  const page = await open('somchai')
  await page.goto('/history')
  await page.keyboard.press('/')
  await expect(searchField(page)).toBeFocused()
  await searchField(page).fill(`action:token.issue -actor:somchai channel:渋谷 from:2020-01-01 colour:red`)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/from=2019-12-31T15%3A00%3A00Z/)
  await expect(searchField(page)).toHaveValue('action:token.issue -actor:somchai channel:渋谷 colour:red')
  await expect(page.getByText('“colour:red”')).toBeVisible()
  await expect(rowsOf(page).first()).toContainText(SHIBUYA)
  expect(await rowsOf(page).filter({ hasNotText: issue }).count()).toBe(0)
  await expectAccessible(page)

  const not = history('search.not', { key: history('actor') })
  await page.getByRole('link', { name: common('filter.remove', { name: not, value: 'somchai' }) }).click()
  await expect(searchField(page)).toHaveValue('action:token.issue channel:渋谷 colour:red')

  await page.goto('/history?q=front')
  await expect(rowsOf(page).filter({ hasText: 'Front desk bot' }).first()).toBeVisible()
  expect(await rowsOf(page).filter({ hasNotText: 'Front desk bot' }).count()).toBe(0)
  await page.goto(`/history?q=${encodeURIComponent('渋谷')}`)
  await expect(rowsOf(page).first()).toContainText('渋谷')
  await page.goto('/history?q=-front+token:front')
  await expect(page.getByText(history('emptyFiltered'))).toBeVisible()

  const bar = page.getByRole('figure').getByRole('link').last()
  await page.goto('/history')
  await bar.click()
  await expect(page).toHaveURL(/from=.*&to=/)
})

test('an event opens beside the list and keys walk through it', async ({ open }) => {
  const page = await open('somchai')
  await page.goto('/history?action=token.issue')
  const drawer = drawerOf(page)
  const shown = () => new URL(page.url()).searchParams.get('event')
  const seqs = await rowsOf(page)
    .locator('a[data-event]')
    .evaluateAll((links) => links.map((link) => (link as HTMLElement).dataset.event))
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await expect(page.locator(`a[data-event="${seqs[0]}"]`)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(drawer.getByRole('heading', { name: issue })).toBeVisible()
  await expect.poll(shown).toBe(seqs[0])
  await expect(drawer).toBeFocused()
  await expect(drawer.getByText(history('event.checkpoint'), { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('j')
  await expect.poll(shown).toBe(seqs[1])
  await expect(drawer.getByRole('heading', { name: `#${seqs[1]}` })).toBeVisible()
  await page.keyboard.press('j')
  await expect.poll(shown).toBe(seqs[2])
  await page.keyboard.press('k')
  await expect.poll(shown).toBe(seqs[1])
  await page.reload()
  await expect(drawer.getByRole('heading', { name: `#${seqs[1]}` })).toBeVisible()
  await page.getByRole('button', { name: common('copyThing', { thing: history('event.link') }) }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(new RegExp(`/history/${seqs[1]}$`))
  await page.keyboard.press('Escape')
  await expect(drawer).toHaveCount(0)
  await expect(page.locator(`a[data-event="${seqs[1]}"]`)).toBeFocused()
  await rowsOf(page).nth(2).getByRole('cell').nth(4).click()
  await expect(drawer.getByRole('heading', { name: `#${seqs[2]}` })).toBeVisible()
  await page.goto(`/history/${seqs[1]}`)
  await expect(page.getByRole('heading', { name: issue, level: 1 })).toBeVisible()
})

test('a view is saved, found again and dropped, without script too', async ({ open }) => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open('nattaya', { javaScriptEnabled })
    const name = `失敗 ${javaScriptEnabled}`
    const views = page.getByRole('navigation', { name: history('views.label') })
    const dialog = page.getByRole('dialog')
    const save = async () => {
      await page.goto('/history?action=token.issue&outcome=failed&q=-front')
      await views.getByRole('link').last().click()
      await dialog.getByLabel(history('views.name')).fill(name)
      await dialog.getByRole('button', { name: history('views.submit') }).click()
    }
    await save()
    await expect(views.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    await save()
    await expect(dialog).toContainText(english('refusals')('viewNameTaken', { name }))
    await page.goto('/history')
    await views.getByRole('link', { name }).click()
    await expect(page).toHaveURL(/action=token\.issue&outcome=failed&q=-front$/)
    await views.getByRole('link').last().click()
    if (javaScriptEnabled) await expectAccessible(page)
    await dialog.getByRole('button', { name: history('views.dropNamed', { name }) }).click()
    await expect(dialog.getByRole('button', { name: history('views.dropNamed', { name }) })).toHaveCount(0)
  }
})

test('an auditor verifies here, and elsewhere with the file that is handed out', async ({ open }) => {
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-auditor-'))
  const page = await open('somchai')
  await page.goto('/history')
  await page.getByRole('link', { name: history('proof.open') }).click()
  await page.getByRole('button', { name: history('proof.verify') }).click()
  await expect(page.getByText(/^Chain verified to #[\d,]+, (now|\d+ s ago)$/)).toBeVisible({ timeout: 30_000 })
  await expect(page.getByText(history('proof.notProvenList.tail'))).toBeVisible()
  await expectAccessible(page)
  const kid = /--key (\S+)/.exec((await page.locator('code').textContent()) ?? '')?.[1] ?? ''
  const take = async (press: () => Promise<void>) => {
    const [download] = await Promise.all([page.waitForEvent('download'), press()])
    const path = join(folder, download.suggestedFilename())
    await download.saveAs(path)
    return path
  }
  const file = await take(() => page.getByRole('link', { name: 'verify-history.mjs' }).click())
  await page.goto('/history')
  await page.getByRole('link', { name: /^Export .* events?$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(history('export.formats.jsonl'), { exact: true }).click()
  const whole = await take(() => dialog.getByRole('button', { name: /^Export/ }).click())
  await page.goto('/history?q=colour:red+action:token.*+-front')
  await page.getByRole('link', { name: /^Export .* events?$/ }).click()
  await dialog.getByText(history('export.formats.jsonl'), { exact: true }).click()
  const part = await take(() => dialog.getByRole('button', { name: /^Export/ }).click())
  for (const exported of [whole, part]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [file, '--key', kid, exported], { encoding: 'utf8' })
    expect(status, stdout + stderr).toBe(0)
  }
  rmSync(folder, { recursive: true })

  await page.goto('/history?action=history.export')
  await rowsOf(page).first().locator('a[data-event]').click()
  await expect(drawerOf(page)).toContainText('action:token.* -front')

  const viewer = await open('nattaya')
  await viewer.goto('/history/proof')
  await expect(viewer.getByRole('button', { name: history('proof.verify') })).toHaveAccessibleDescription(
    history('proof.verifyDenied'),
  )
})
