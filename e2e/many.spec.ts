import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { expect, expectAccessible, test } from './fixtures'
import { createAtLine, pasteKeyAtLine, verifyAtLine } from './support/at-line'
import { makeChannel } from './support/make-channel'
import { setting } from './support/setting'
import { english } from './support/words'

const [actions, channels, common, jobs, keys, tokens] = [
  english('actions'),
  english('channels'),
  english('common'),
  english('jobs'),
  english('keys'),
  english('tokens'),
]
const TAG = 'Issued for many'

/** A channel created at LINE and set up by hand, as a person does it once. */
async function setUp(page: Page, line: Page, name: string): Promise<string> {
  const made = await createAtLine(line, name)
  await page.goto('/channels/new')
  await page.getByLabel(channels('new.channelId')).fill(made.channelId)
  await page.getByLabel(channels('new.name')).fill(name)
  await page.getByLabel(channels('new.environment')).selectOption('development')
  await page.getByLabel(channels('new.owner')).fill('Sato Mayu')
  await page.getByLabel(channels('new.secret')).fill(made.channelSecret)
  await page.getByRole('button', { name: channels('new.submit') }).click()
  await page.getByRole('button', { name: keys('generate.submit') }).click()
  await page.getByRole('button', { name: common('copyThing', { thing: keys('register.publicKey') }) }).click()
  const kid = await pasteKeyAtLine(line, await page.evaluate(() => navigator.clipboard.readText()))
  await page.getByLabel(keys('activate.kid')).fill(kid)
  await page.getByRole('button', { name: keys('activate.submit') }).click()
  await expect(page.getByLabel(keys('activate.kid'))).toBeHidden()
  return made.channelId
}

/** Chooses channels in the list and fills in what is issued for them, up to the button. */
async function chooseForIssue(page: Page, names: readonly string[], purpose: string) {
  await page.goto(`/channels?q=${encodeURIComponent(TAG)}`)
  for (const name of names) await page.getByRole('checkbox', { name: channels('list.select', { name }) }).check()
  await page.getByRole('button', { name: actions('bulk.issue') }).click()
  await page.getByLabel(actions('issue.purpose')).fill(purpose)
  await page.getByText(actions('issue.lives.day'), { exact: true }).click()
  return page.getByRole('button', { name: jobs('does.issue', { count: names.length }) })
}

/** Every answer of the server but files, by its address. */
function keepAnswers(page: Page) {
  const answers: Promise<{ url: string; text: string }>[] = []
  page.on('response', (response) => {
    if (response.url().startsWith(setting.url) && !response.url().includes('/_next/static/'))
      answers.push(
        response.text().then(
          (text) => ({ url: response.url(), text }),
          () => ({ url: response.url(), text: '' }),
        ),
      )
  })
  return async () => Promise.all(answers)
}

test('a token is issued for each of many channels, and its value is in the page that asked, and nowhere else', async ({
  open,
  atLine,
}) => {
  test.setTimeout(150_000)
  const page = await open('sato')
  const line = await open()
  const names = [1, 2, 3].map((place) => `${TAG} ${place}`)
  const lineIds: string[] = []
  for (const name of names) lineIds.push(await setUp(page, line, name))
  await makeChannel({ name: `${TAG}, keyless`, key: false })
  const table = page.getByRole('table', { name: actions('many.values') })
  const answers = keepAnswers(page)
  let values: string[] = []
  let jobUrl = ''

  await test.step('it is said beforehand for which it cannot be done; what is refused keeps what was typed', async () => {
    const submit = await chooseForIssue(page, [...names, `${TAG}, keyless`], '')
    await expect(page.getByText(jobs('issue.possible', { ready: 3, total: 4 })).first()).toBeVisible()
    await expect(page.getByText(`${jobs('issue.why.key')}: ${TAG}, keyless`)).toBeVisible()
    await page.getByLabel(actions('issue.reason')).fill('OPS-77')
    await submit.click()
    await expect(page.getByLabel(actions('issue.purpose'))).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByLabel(actions('issue.reason'))).toHaveValue('OPS-77')
    await page.getByLabel(actions('issue.purpose')).fill('Night batch')
    await submit.click()
  })

  await test.step('the values come into the page, masked', async () => {
    await expect(table.getByRole('row')).toHaveCount(4, { timeout: 20_000 })
    await expect(page.getByText(actions('many.counts', { done: 3, total: 4, failed: 1, unknown: 0 }))).toBeVisible()
    jobUrl = page.url()
    expect(jobUrl).toMatch(/\/jobs\/[0-9a-f-]{36}$/)
    await expect(page.getByText(actions('many.stay'))).toBeVisible()
    expect(await page.content()).not.toContain('eyJ')
    await expectAccessible(page)
  })

  await test.step('copied as CSV they are what LINE has issued', async () => {
    await page.getByRole('button', { name: common('copyThing', { thing: actions('many.asCsv') }) }).click()
    const rows = (await page.evaluate(() => navigator.clipboard.readText())).trimEnd().split('\r\n').slice(1)
    const cells = rows.map((row) => [...row.matchAll(/"([^"]*)"/g)].map(([, cell]) => cell ?? ''))
    expect(cells.map(([name]) => name).toSorted()).toEqual(names)
    expect(cells.map(([, id]) => id).toSorted()).toEqual(lineIds.toSorted())
    values = cells.map(([, , value]) => value ?? '')
    for (const value of values) expect(await verifyAtLine(value)).toBe(200)
    for (const [, lineId = '', value = ''] of cells) {
      const answer = await fetch(
        `${setting.lineUrl}/oauth2/v2.1/verify?${new URLSearchParams({ access_token: value })}`,
      )
      expect(await answer.json()).toMatchObject({ client_id: lineId })
      expect((await atLine.getChannel(lineId)).tokens['v2.1']).toHaveLength(1)
    }
    await expect(page.getByText(actions('many.allTaken'))).toBeVisible()
  })

  await test.step('each is shown when asked for, and all can be taken as a file or for .env', async () => {
    const [name = ''] = names
    await page.getByRole('button', { name: `${actions('issue.show')}: ${name}` }).click()
    const row = table.getByRole('row').filter({ hasText: name })
    expect(values).toContain(await row.locator('code').innerText())
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: actions('many.download') }).click()
    const file = readFileSync(await (await saved).path(), 'utf8')
    for (const value of values) expect(file).toContain(value)
    await page.getByRole('button', { name: common('copyThing', { thing: actions('many.asEnv') }) }).click()
    const env = await page.evaluate(() => navigator.clipboard.readText())
    for (const id of lineIds) expect(env).toContain(`LINE_CHANNEL_ACCESS_TOKEN_${id}=eyJ`)
  })

  await test.step('nobody else is handed them', async () => {
    const others = await Promise.all([open('kobayashi'), open('nattaya')])
    const status = async (context: Page, origin = new URL(setting.url).origin) =>
      (await context.request.post(`${jobUrl}/deliveries`, { data: {}, headers: { origin } })).status()
    expect(await status(others[0] as Page)).toBe(404)
    expect(await status(others[1] as Page)).toBe(403)
    expect(await status(page, 'https://evil.example')).toBe(403)
  })

  await test.step('once they are said to be taken they are gone, and the job knows it', async () => {
    await page.getByRole('button', { name: actions('many.done') }).click()
    await expect(page.getByText(actions('many.wiped'))).toBeVisible()
    const content = await page.content()
    for (const value of values) expect(content).not.toContain(value)
    await page.goto(jobUrl)
    await expect(page.getByText(jobs('taken'))).toHaveCount(3)
    await expect(page.getByText(jobs('lost.title', { count: 3 }))).toHaveCount(0)
    for (const { url, text } of await answers())
      for (const value of values) expect(text.includes(value), url).toBe(false)
  })
})

test('values that are not taken are lost with the page, which asks before; their tokens can be revoked', async ({
  open,
  atLine,
}) => {
  test.setTimeout(90_000)
  const page = await open('sato')
  const names = [1, 2].map((place) => `${TAG}, lost ${place}`)
  const made = await Promise.all(names.map((name) => makeChannel({ name })))
  await (await chooseForIssue(page, names, 'To be lost')).click()
  await expect(page.getByRole('table', { name: actions('many.values') }).getByRole('row')).toHaveCount(3, {
    timeout: 20_000,
  })
  const jobUrl = page.url()

  await test.step('one is copied; a link asks before it leads away', async () => {
    const thing = actions('many.valueOf', { name: names[0] ?? '' })
    await page.getByRole('button', { name: common('copyThing', { thing }) }).click()
    await page
      .getByRole('link', { name: english('channels')('title') })
      .first()
      .click()
    await expect(page.getByText(actions('many.leave'))).toBeVisible()
    await page.getByRole('button', { name: actions('issue.stay') }).click()
    await expect(page.getByText(actions('many.leave'))).toBeHidden()
    expect(page.url()).toBe(jobUrl)
  })

  await test.step('loaded anew the page says what is lost, and which', async () => {
    let asked = false
    page.on('dialog', (dialog) => {
      asked = dialog.type() === 'beforeunload'
      return dialog.accept()
    })
    await page.reload()
    expect(asked).toBe(true)
    await expect(page.getByText(jobs('lost.title', { count: 1 }))).toBeVisible()
    await page.getByRole('link', { name: jobs('lost.show') }).click()
    await expect(page.getByText(jobs('untaken'))).toHaveCount(1)
    await expect(page.getByRole('row').filter({ hasText: names[1] ?? '' })).toHaveCount(1)
  })

  await test.step('and its token is revoked', async () => {
    await page.getByRole('link', { name: jobs('lost.revoke', { count: 1 }) }).click()
    await expect(page.getByRole('row').filter({ hasText: 'To be lost' })).toHaveCount(1)
    const lost = made[1]?.lineChannelId ?? ''
    await page.getByLabel(jobs('confirmChannelId', { expected: lost })).fill(lost)
    await page.getByRole('button', { name: jobs('does.revoke', { count: 1 }) }).click()
    await expect(page.getByText(jobs('provenOf', { proven: 1, total: 1 }))).toBeVisible({ timeout: 20_000 })
    expect((await atLine.getChannel(lost)).tokens['v2.1']).toEqual([])
    await page.goto(jobUrl)
    await expect(page.getByText(jobs('unneeded'))).toBeVisible()
  })
})

test('several tokens of one channel are revoked by a job, once its channel ID is typed', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const { channelId, lineChannelId } = await makeChannel({ name: 'Revoked by a job', tokens: [['v2.1', 4]] })
  const page = await open('sato')
  await page.goto(`/channels/${channelId}/tokens`)
  for (const name of ['Service 1', 'Service 2', 'Service 3'])
    await page.getByLabel(tokens('list.select', { name }), { exact: true }).check()
  await expect(page.getByText(actions('several.selected', { count: 3 }))).toBeVisible()
  await page.getByRole('button', { name: actions('several.revoke'), exact: true }).click()
  await expect(page.getByRole('row').filter({ hasText: 'Service' })).toHaveCount(3)
  const confirm = page.getByLabel(jobs('confirmChannelId', { expected: lineChannelId }))
  const submit = page.getByRole('button', { name: jobs('does.revoke', { count: 3 }) })
  await submit.click()
  await expect(confirm).toHaveAccessibleDescription(/./)
  expect((await atLine.getChannel(lineChannelId)).tokens['v2.1']).toHaveLength(4)
  await confirm.fill(lineChannelId)
  await submit.click()
  await expect(page.getByText(jobs('provenOf', { proven: 3, total: 3 }))).toBeVisible({ timeout: 20_000 })
  await expect(page.getByText(jobs('proven'), { exact: true })).toHaveCount(3)
  expect((await atLine.getChannel(lineChannelId)).tokens['v2.1']).toHaveLength(1)
  await page.goto(`/channels/${channelId}/history?action=token.revoke`)
  await expect(page.getByRole('row').filter({ hasText: english('history')('outcomes.proven') })).toHaveCount(3)

  await test.step('one that cannot be revoked says why, and is left out', async () => {
    await page.goto(`/channels/${channelId}/tokens`)
    const links = page.getByRole('link', { name: /^Service/ })
    const ids = await links.evaluateAll((all) =>
      all.map((one) => new URL((one as HTMLAnchorElement).href).searchParams.get('token')),
    )
    const query = ids.map((id) => `token=${id}`).join('&')
    await page.goto(`/jobs/new?change=token.revoke&of=${channelId}&${query}`)
    await expect(page.getByText(jobs('cannotRevoke.ended'))).toHaveCount(3)
    await expect(page.getByText(jobs('leftOut', { count: 3 }))).toBeVisible()
    await expect(page.getByRole('button', { name: jobs('does.revoke', { count: 1 }) })).toBeVisible()
  })
})
