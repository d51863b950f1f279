import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import type { MadeChannel } from './support/hands'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const incidents = english('incidents')
const [keys, tokens, channels, invalid] = [english('keys'), english('tokens'), english('channels'), english('invalid')]
const [actions, credentials, shell] = [english('actions'), english('credentials'), english('shell')]
const REASON = 'Signing key pushed to a public repository'

const now = (page: Page) => page.getByRole('region', { name: incidents('now.title') })
const boardRow = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function openFor(page: Page, channels: readonly MadeChannel[], query = ''): Promise<string> {
  await page.goto(`/incidents/new?${channels.map(({ channelId }) => `channel=${channelId}`).join('&')}${query}`)
  await page.getByLabel(incidents('new.reason')).fill(REASON)
  await page.getByRole('button', { name: incidents('new.submit') }).click()
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/)
  return new URL(page.url()).pathname
}

async function issue(page: Page, { channelId }: MadeChannel): Promise<void> {
  await page.goto(`/channels/${channelId}/tokens?issue`)
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel(actions('issue.purpose')).fill('Booking bot')
  await sheet.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
}

test('an incident of two channels goes from frozen to safe, one thing at a time, and ends', async ({
  open,
  atLine,
}) => {
  test.setTimeout(150_000)
  const page = await open('sato')
  const made = [
    await makeChannel({ name: 'Incident of A', tokens: [['v2.1', 2]] }),
    await makeChannel({
      name: 'Incident of B',
      tokens: [
        ['v2.1', 1],
        ['short-lived', 1],
        ['stateless', 1],
      ],
    }),
  ] as const
  const names = ['Incident of A', 'Incident of B'] as const
  const oldKids = await Promise.all(
    made.map(async ({ lineChannelId }) => (await atLine.getChannel(lineChannelId)).keys[0]?.kid ?? ''),
  )
  let address = ''

  await test.step('it is opened with a reason, and freezes both', async () => {
    await page.goto(`/incidents/new?${made.map(({ channelId }) => `channel=${channelId}`).join('&')}`)
    await expect(page.getByText(incidents('new.tokens', { count: 2 }))).toHaveCount(2)
    await page.getByRole('button', { name: incidents('new.submit') }).click()
    await expect(page.getByLabel(incidents('new.reason'))).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText(invalid('required'))).toBeVisible()
    address = await openFor(page, made)
    await expect(page.getByRole('heading', { level: 1, name: REASON })).toBeVisible()
    await expect(page.getByRole('timer', { name: incidents('head.openFor') })).toHaveText(/^0:\d\d$/)
    await expect(page.getByRole('link', { name: shell('incidents') }).first()).toContainText(/\d/)
  })

  await test.step('nothing is issued for them', async () => {
    await page.goto(`/channels/${made[0].channelId}/tokens?issue`)
    await expect(page.getByRole('dialog').getByText(channels('freeze.noIssueIncident'))).toBeVisible()
    await expect(page.getByRole('dialog').getByLabel(actions('issue.purpose'))).toHaveCount(0)
    await expect(page.getByRole('link', { name: channels('freeze.toIncident') }).first()).toHaveAttribute(
      'href',
      address,
    )
    expect((await atLine.getChannel(made[0].lineChannelId)).tokens['v2.1']).toHaveLength(2)
    await page.goto(`/incidents/new?channel=${made[0].channelId}`)
    await expect(page.getByText(incidents('new.takenNote', { count: 1 }))).toBeVisible()
  })

  await test.step('a viewer sees all of it and may do nothing', async () => {
    const viewer = await open('nattaya')
    await viewer.goto(address)
    for (const name of [incidents('now.revoke.title', { tokens: 4, channels: 2 }), incidents('close.submit')]) {
      const button = viewer.getByRole('button', { name })
      await expect(button).toBeDisabled()
      await expect(button).toHaveAccessibleDescription(incidents('denied'))
    }
    await expect(boardRow(viewer, names[1])).toContainText(incidents('cells.left', { count: 2 }))
    await expect(viewer.getByText(incidents('left.of.statelessHere', { count: 1 }))).toBeVisible()
    await viewer.goto('/incidents')
    await expect(viewer.getByRole('button', { name: incidents('open') })).toHaveAccessibleDescription(
      incidents('denied'),
    )
    await expect(viewer.getByRole('link', { name: REASON }).first()).toBeVisible()
  })

  await test.step('everything held is revoked by one button', async () => {
    await page.goto(address)
    await page.getByRole('button', { name: incidents('now.revoke.title', { tokens: 4, channels: 2 }) }).click()
    for (const name of names)
      await expect(boardRow(page, name).getByRole('cell').nth(1)).toContainText(incidents('cells.done'), {
        timeout: 30_000,
      })
    for (const { lineChannelId } of made) {
      const { tokens: live } = await atLine.getChannel(lineChannelId)
      expect([...live['v2.1'], ...live['short-lived']]).toEqual([])
    }
    await expect(page.getByRole('link', { name: incidents('jobs.revoke', { count: 4 }) })).toBeVisible()
  })

  for (const [index, channel] of made.entries()) {
    const name = names[index] ?? ''
    const oldKid = oldKids[index] ?? ''
    await test.step(`${name}: a new key, the old one deleted, a new secret`, async () => {
      await page.goto(address)
      await expect(now(page)).toContainText(incidents('now.key.title', { channel: name }))
      await now(page)
        .getByRole('link', { name: incidents('now.key.go') })
        .click()
      await page.getByRole('button', { name: keys('generate.submitNext') }).click()
      const field = page.getByLabel(keys('activate.kid'))
      await field.waitFor()
      const shown = page.locator('pre:visible')
      const kid = await atLine.registerKey(channel.lineChannelId, JSON.parse(await shown.innerText()))
      await field.fill(kid)
      await page.getByRole('button', { name: keys('activate.submit') }).click()
      await expect(page.getByText(keys('ready.title'))).toBeVisible()

      await page.goto(address)
      await expect(now(page)).toContainText(oldKid)
      const check = now(page).getByRole('button', { name: incidents('now.oldKey.check') })
      await check.click()
      await expect(now(page)).toContainText(actions('oldKey.stillTaken', { kid: oldKid }))
      await atLine.deleteKey(channel.lineChannelId, oldKid)
      await check.click()
      await expect(now(page)).toContainText(incidents('now.secret.title', { channel: name }))

      const reissued = await atLine.reissueSecret(channel.lineChannelId)
      await now(page)
        .getByRole('link', { name: incidents('now.secret.go') })
        .click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel(credentials('replaceDialog.field')).fill(reissued)
      await dialog.getByRole('button', { name: credentials('replaceDialog.submit') }).click()
      await expect(dialog).toBeHidden()
    })
  }

  await test.step('LINE is looked at once more, and all is said to be done', async () => {
    await page.goto(address)
    await expect(now(page)).toContainText(incidents('now.sync.title', { count: 2 }))
    await now(page)
      .getByRole('button', { name: incidents('now.sync.go') })
      .click()
    await now(page)
      .getByRole('button', { name: incidents('now.say.go') })
      .click({ timeout: 30_000 })
    await expect(page.getByText(incidents('meanings.safe'))).toBeVisible()
    await expect(page.getByText(incidents('board.allDone'))).toBeVisible()
    await expect(page.getByText(incidents('left.of.shortLivedElsewhere')).first()).toBeVisible()
  })

  await test.step('it is closed, and issuing is possible again', async () => {
    await now(page)
      .getByRole('button', { name: incidents('close.submit') })
      .click()
    await expect(page.getByText(incidents('meanings.closed'))).toBeVisible()
    await expect(page.getByRole('link', { name: incidents('head.report') })).toHaveAttribute(
      'href',
      `${address}/report`,
    )
    await expect(now(page)).toBeHidden()
    await issue(page, made[0])
    await expect(page.getByRole('dialog').getByText(actions('issue.shownOnce'))).toBeVisible()
    const auditor = await open('somchai')
    await auditor.goto(`/history?target=${address.split('/').at(-1)}`)
    for (const action of ['incident.open', 'incident.step', 'incident.close'] as const)
      await expect(
        auditor
          .getByRole('row')
          .filter({ hasText: english('permissions')(action) })
          .first(),
      ).toBeVisible()
  })
})

test('a drill is begun from the list, is marked as one, counts, and is closed before safe only with a reason', async ({
  open,
}) => {
  const page = await open('sato')
  const made = await makeChannel({ name: 'Drilled', tokens: [['v2.1', 1]] })
  await page.goto('/incidents')
  await page.getByRole('link', { name: incidents('drillStart') }).click()
  // Its channels are others' here.
  await expect(page.getByRole('heading', { level: 1, name: incidents('new.drillTitle') })).toBeVisible()
  await page.goto(`/incidents/new?drill=yes&channel=${made.channelId}`)
  const [box, reason] = [page.getByLabel(incidents('new.isDrill')), page.getByLabel(incidents('new.reason'))]
  await expect(box).toBeChecked()
  await reason.fill('')
  await page.getByRole('button', { name: incidents('new.submit') }).click()
  await expect(reason).toHaveAttribute('aria-invalid', 'true')
  await expect(box).toBeChecked()
  await reason.fill('Drill of the browser tests')
  await page.getByRole('button', { name: incidents('new.submit') }).click()
  await page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/)
  await expect(page.getByText(incidents('drillMeaning'))).toBeVisible()
  await expect(
    page
      .getByRole('region', { name: incidents('measured.title') })
      .getByRole('timer')
      .last(),
  ).toHaveText(/^0:\d\d$/)
  const standIn = (await page.getByRole('link', { name: /^http:\/\/127\.0\.0\.1:\d+$/ }).getAttribute('href')) ?? ''
  expect((await page.request.get(standIn)).url()).toMatch(/\/_console$/)
  const close = page.getByRole('button', { name: incidents('close.submit') })
  await close.click()
  await expect(page.getByLabel(incidents('close.reason'))).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel(incidents('close.reason')).fill('Only to see how it begins')
  await close.click()
  await expect(page.getByText(incidents('meanings.unsafe'))).toBeVisible()
})

test('without channels it is said how an incident is begun', async ({ open }) => {
  const page = await open('sato')
  await page.goto('/incidents/new')
  await page.getByRole('link', { name: incidents('new.toChannels') }).click()
  await expect(page).toHaveURL(/\/channels$/)
})
