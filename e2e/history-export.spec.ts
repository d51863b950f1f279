import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, personOf, test } from './fixtures'
import { setting } from './support/setting'
import { english } from './support/words'

const [channels, common, history, keys, permissions, refusals] = [
  english('channels'),
  english('common'),
  english('history'),
  english('keys'),
  english('permissions'),
  english('refusals'),
]
const NAME = '＝経理, "E2E"'
const UNKNOWN = '00000000-0000-4000-8000-000000000000'
type AtLine = Parameters<Parameters<typeof test>[2]>[0]['atLine']

/** A channel whose signing key was changed over once, after a kid that LINE does not know. */
async function changeKeys(page: Page, atLine: AtLine) {
  const made = await atLine.createChannel({ name: NAME })
  await page.goto('/channels/new')
  await page.getByLabel(channels('new.channelId')).fill(made.channelId)
  await page.getByLabel(channels('new.secret')).fill(made.channelSecret)
  await page.getByLabel(channels('new.name')).fill(NAME)
  await page.getByLabel(channels('new.environment')).selectOption('development')
  await page.getByLabel(channels('new.owner')).fill('Sato Mayu')
  await page.getByRole('button', { name: channels('new.submit') }).click()
  await expect(page.getByRole('heading', { name: NAME, exact: true })).toBeVisible()
  const address = new URL(page.url()).pathname.split('/').slice(0, 3).join('/')
  const kids: string[] = []
  for (const submit of ['generate.submit', 'generate.submitNext'] as const) {
    await page.goto(`${address}/keys`)
    await page.getByRole('button', { name: keys(submit) }).click()
    await page.getByRole('button', { name: common('copyThing', { thing: keys('register.publicKey') }) }).click()
    const publicKey = await page.evaluate(() => navigator.clipboard.readText())
    const kid = await atLine.registerKey(made.channelId, JSON.parse(publicKey))
    const field = page.getByLabel(keys('activate.kid'))
    const prove = page.getByRole('button', { name: keys('activate.submit') })
    if (kids.length === 0) {
      await field.fill(UNKNOWN)
      await prove.click()
      await expect(page.getByText(refusals('lineSigningKeyUnknown')).first()).toBeVisible()
    }
    await field.fill(kid)
    await prove.click()
    await expect(field).toBeHidden()
    await expect(page.getByText(kid).first()).toBeVisible()
    kids.push(kid)
  }
  return { address, kids, lineChannelId: made.channelId }
}

/** Exports what a page of the history shows; answers the file and its name. */
async function exportFrom(page: Page, format: 'csv' | 'jsonl') {
  await page.getByRole('link', { name: /^Export .* events?$/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(history(`export.formats.${format}`), { exact: true }).click()
  const button = dialog.getByRole('button', { name: /^Export/ })
  const count = Number((await button.innerText()).replace(/\D/g, ''))
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()])
  return { text: readFileSync(await download.path(), 'utf8'), name: download.suggestedFilename(), count }
}

interface Line {
  seq: number
  previousHash: string
  hash: string
  body: string
}

function hashOf({ seq, previousHash, body }: Line): string {
  const place = Buffer.alloc(8)
  place.writeBigInt64BE(BigInt(seq))
  const sum = createHash('sha256').update('kagiban-history-v1\0').update(Buffer.from(previousHash, 'hex'))
  return sum.update(place).update(body).digest('hex')
}

const rowsOf = (page: Page) => page.getByRole('table', { name: history('label') }).getByRole('row')
const show = (page: Page) => page.getByRole('button', { name: history('filter.apply') }).click()

test('an auditor finds out what changed and why it failed, and takes it out as a file', async ({ open, atLine }) => {
  test.setTimeout(90_000)
  const { address, kids, lineChannelId } = await changeKeys(await open('sato'), atLine)
  const page = await open('somchai')
  const activate = permissions('key.activate')
  const openEvent = async (outcome: 'failed' | 'done') => {
    await page.goto(`${address}/history?action=key.activate&outcome=${outcome}`)
    await page.getByRole('link', { name: activate, exact: true }).first().click()
    await page.getByRole('link', { name: history('drawer.page') }).click()
    await expect(page.getByRole('heading', { name: activate, level: 1 })).toBeVisible()
  }

  await test.step('a failed event says why, with the words of LINE', async () => {
    await openEvent('failed')
    await expect(page.getByText(refusals('lineSigningKeyUnknown'))).toBeVisible()
    await expect(page.getByRole('figure')).toContainText(history('event.linesWords'))
    await expect(page.getByText(history('values.fault.rejected'))).toBeVisible()
    await expect(page.getByText(/^\+[\d.,]+ s$/)).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('a change shows what was and what is, and leads on', async () => {
    await openEvent('done')
    const changed = page.getByRole('table', { name: history('event.changed') })
    await expect(changed.getByRole('row').last()).toHaveText(new RegExp(`kid\\s*${kids[0]}\\s*${kids[1]}`))
    await page.getByText(history('event.asWritten'), { exact: true }).click()
    await expect(page.locator('pre')).toContainText(`"before":"${kids[0]}"`)
    const here = page.url()
    await page.getByRole('button', { name: common('copyThing', { thing: history('event.link') }) }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(here)
    await expectAccessible(page)
    const seq = Number(here.split('/').pop())
    await page.getByRole('link', { name: `#${seq - 1}`, exact: true }).click()
    await expect(page).toHaveURL(new RegExp(`/history/${seq - 1}$`))
    await page.getByRole('link', { name: history('event.sameTarget') }).click()
    await expect(page).toHaveURL(/\?target=/)
    await expect(rowsOf(page).filter({ hasText: activate })).toHaveCount(2)
    await expect(rowsOf(page).filter({ hasText: permissions('key.generate') })).toHaveCount(1)
  })

  await test.step('time and actor narrow it, and the address means the same in every zone', async () => {
    await page.goto('/history')
    await page
      .locator('summary')
      .filter({ hasText: history('filter.any') })
      .click()
    await page.getByLabel(history('from'), { exact: true }).fill('2099-01-01T09:00')
    await show(page)
    await expect(page).toHaveURL(/from=2099-01-01T00%3A00%3A00Z/)
    await expect(page.getByText(history('emptyFiltered'))).toBeVisible()
    await page
      .locator('summary')
      .filter({ hasText: history('times.chosen') })
      .click()
    await page.getByLabel(history('from'), { exact: true }).fill('2020-01-01T09:30')
    await page.getByLabel(history('actor'), { exact: true }).selectOption({ label: personOf('sato').name })
    await page.getByLabel(history('action'), { exact: true }).selectOption('key.activate')
    await show(page)
    await expect(page).toHaveURL(/from=2020-01-01T00%3A30%3A00Z/)
    await expect(rowsOf(page).filter({ hasText: activate }).first()).toContainText(personOf('sato').name)
    expect(
      await rowsOf(page)
        .filter({ hasText: activate, hasNotText: personOf('sato').name })
        .count(),
    ).toBe(0)
    const inUtc = await open('somchai')
    await inUtc.context().addCookies([{ name: 'kagiban-time-zone', value: 'UTC', url: setting.url }])
    await inUtc.goto(page.url())
    await expect(inUtc.getByLabel(history('from'), { exact: true })).toHaveValue('2020-01-01T00:30')
    await expect(inUtc.getByRole('link', { name: /Wed, 1 Jan 2020, 00:30 UTC/ })).toBeVisible()
    await page.getByRole('link', { name: /Remove filter From/ }).click()
    await expect(page).toHaveURL(/\/history\?action=key\.activate&actor=[\w-]+$/)
  })

  await test.step('the channel is exported as CSV', async () => {
    await page.goto(`${address}/history`)
    await page.getByRole('link', { name: /^Export .* events?$/ }).click()
    await expect(page.getByRole('dialog')).toContainText(history('export.recorded'))
    await expectAccessible(page)
    await page.goto(`${address}/history`)
    const { text, name, count } = await exportFrom(page, 'csv')
    expect(name).toMatch(/^kagiban-history-\d{4}-\d\d-\d\d\.csv$/)
    const lines = text.split('\r\n')
    expect(text.startsWith('\ufeff"seq","at","name"')).toBe(true)
    expect(lines).toHaveLength(count + 2)
    for (const line of lines.slice(1, -1)) expect(line).toContain(`"${lineChannelId}","'＝経理, ""E2E"""`)
  })

  await test.step('everything is exported as JSON Lines, from which the chain is computed anew', async () => {
    await page.goto('/history')
    const { text, name, count } = await exportFrom(page, 'jsonl')
    expect(name).toMatch(/\.jsonl$/)
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Line)
      // Before the events stand a line about the file and the checkpoints.
      .filter(({ seq }) => seq !== undefined)
    // Others work meanwhile, so there may be more by the time the button is pressed.
    expect(lines.length).toBeGreaterThanOrEqual(count)
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1))
    expect(lines.filter((line) => hashOf(line) !== line.hash)).toEqual([])
    expect(lines.slice(1).filter((line, index) => line.previousHash !== lines[index]?.hash)).toEqual([])
    const told = lines.find(({ body }) => JSON.parse(body).name === 'history.export')
    expect(JSON.parse(told?.body ?? '{}').detail).toMatchObject({
      format: 'csv',
      filter: { channel: expect.any(String) },
    })
    await page.goto('/history?action=history.export')
    await page
      .getByRole('link', { name: permissions('history.export'), exact: true })
      .first()
      .click()
    await expect(page.getByText(lines.length.toLocaleString('en'), { exact: true })).toBeVisible()
  })
})

test('without script the export works too', async ({ open }) => {
  const page = await open('kobayashi', { javaScriptEnabled: false })
  await page.goto('/history?action=token.issue')
  const { text, count } = await exportFrom(page, 'csv')
  expect(count).toBeGreaterThan(0)
  expect(text.split('\r\n').length).toBeGreaterThanOrEqual(count + 2)
})

test('who may not export is told so, and a forged request is refused and written down', async ({ open }) => {
  const [page, stranger, auditor] = [await open('nattaya'), await open(), await open('somchai')]
  await page.goto('/history?export=1')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const button = page.getByRole('button', { name: /^Export/ })
  await expect(button).toBeDisabled()
  await expect(button).toHaveAccessibleDescription(history('export.denied'))
  const post = (from: Page, origin = setting.url, form: Record<string, string> = { format: 'csv' }) =>
    from.context().request.post('/history/export', { form, headers: { origin }, maxRedirects: 0 })
  const answer = await post(page)
  expect([answer.status(), await answer.text()]).toEqual([403, refusals('forbidden')])
  expect((await post(auditor, 'https://evil.example')).status()).toBe(403)
  expect((await post(auditor, setting.url, { format: 'csv', outcome: 'maybe' })).status()).toBe(400)
  expect((await post(stranger)).headers().location).toContain('/sign-in')
  const given = await post(auditor, setting.url, { format: 'csv', action: 'history.export', outcome: 'denied' })
  expect(given.headers()).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': expect.stringMatching(/^attachment; filename="kagiban-history-[\d-]+\.csv"$/),
  })
  await auditor.goto('/history?action=history.export&outcome=denied')
  const row = rowsOf(auditor)
    .filter({ hasText: personOf('nattaya').name })
    .first()
  await row.getByRole('link', { name: permissions('history.export') }).click()
  await expect(auditor.getByText(history('meanings.denied')).first()).toBeVisible()
  await expect(auditor.getByText(history('event.holders', { roles: 'Auditor, Admin' }))).toBeVisible()
})
