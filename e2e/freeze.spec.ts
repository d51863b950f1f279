import type { Page } from '@playwright/test'
import { expect, personOf, test } from './fixtures'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const [channels, tokens, actions, history] = [
  english('channels'),
  english('tokens'),
  english('actions'),
  english('history'),
]
const WHY = 'A stranger asked for a token'

test('issuing is frozen for a channel, everybody sees why, and it is allowed again', async ({ open }) => {
  test.setTimeout(90_000)
  const { channelId } = await makeChannel({ name: 'To be frozen' })
  const at = `/channels/${channelId}`
  const [page, viewer] = [await open('sato'), await open('nattaya')]
  const banner = (of: Page) => of.getByText(channels('freeze.frozen'), { exact: true })

  await test.step('it asks why', async () => {
    await page.goto(`${at}/settings`)
    await page.getByRole('button', { name: channels('freeze.submit') }).click()
    await expect(page.getByLabel(channels('freeze.reason'))).toHaveAttribute('aria-invalid', 'true')
    await expect(banner(page)).toHaveCount(0)
    await page.getByLabel(channels('freeze.reason')).fill(WHY)
    await page.getByRole('button', { name: channels('freeze.submit') }).click()
    await expect(banner(page)).toBeVisible()
    await expect(page.getByRole('button', { name: channels('freeze.submit') })).toHaveAccessibleDescription(
      channels('freeze.already'),
    )
  })

  await test.step('each page says who froze it and why; issuing is off, and so is its sheet', async () => {
    for (const tab of ['tokens', 'keys', 'history', 'settings']) {
      await viewer.goto(`${at}/${tab}`)
      await expect(banner(viewer), tab).toBeVisible()
      await expect(viewer.getByText(channels('freeze.reasonGiven', { reason: WHY }))).toBeVisible()
      await expect(viewer.getByText(personOf('sato').name).first()).toBeVisible()
    }
    await expect(viewer.getByRole('button', { name: channels('freeze.unfreeze') })).toHaveAccessibleDescription(
      channels('freeze.unfreezeDenied'),
    )
    const why = channels('freeze.noIssueBecause', { reason: WHY })
    await page.goto(`${at}/tokens`)
    await expect(page.getByRole('button', { name: tokens('issue.button') })).toHaveAccessibleDescription(why)
    await page.goto(`${at}/tokens?issue`)
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByText(why)).toBeVisible()
    await expect(sheet.getByLabel(actions('issue.purpose'))).toHaveCount(0)
    await page.goto('/channels?state=frozen')
    await expect(page.getByRole('row').filter({ hasText: 'To be frozen' })).toContainText(channels('states.frozen'))
  })

  await test.step('it is allowed again, and a token is issued', async () => {
    await page.goto(`${at}/tokens`)
    await page.getByRole('button', { name: channels('freeze.unfreeze') }).click()
    await expect(banner(page)).toHaveCount(0)
    await page.getByRole('link', { name: tokens('issue.button') }).click()
    await page.getByLabel(actions('issue.purpose')).fill('After the freeze')
    await page.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
    await expect(page.getByText(actions('issue.shownOnce'))).toBeVisible()
    await page.goto(`${at}/history?action=channel.freeze`)
    await expect(
      page.getByRole('table', { name: history('label') }).getByRole('link', { name: personOf('sato').name }),
    ).toBeVisible()
  })
})

test('an incident can be begun from a channel, its settings and the list, by who may', async ({ open }) => {
  const { channelId } = await makeChannel({ name: 'Frozen not yet', key: false })
  const [page, viewer] = [await open('sato'), await open('nattaya')]
  const address = `/incidents/new?channel=${channelId}`
  const words = channels('incident.openFor')

  await page.goto(`/channels/${channelId}/settings`)
  await expect(page.getByRole('link', { name: words })).toHaveAttribute('href', address)
  await page.getByRole('button', { name: english('common')('moreFor', { name: 'Frozen not yet' }) }).click()
  await expect(page.getByRole('menuitem', { name: words })).toHaveAttribute('href', address)

  await page.goto(`/channels?q=${encodeURIComponent('Frozen not yet')}`)
  await page.getByRole('checkbox', { name: channels('list.select', { name: 'Frozen not yet' }) }).check()
  const [request] = await Promise.all([
    page.waitForRequest((one) => one.isNavigationRequest()),
    page.getByRole('button', { name: actions('bulk.incident') }).click(),
  ])
  const asked = new URL(request.url())
  expect([asked.pathname, asked.searchParams.getAll('channel')]).toEqual(['/incidents/new', [channelId]])

  await viewer.goto(`/channels/${channelId}/settings`)
  await expect(viewer.getByRole('button', { name: words })).toHaveAccessibleDescription(channels('incident.denied'))
  await viewer.goto(`/channels?q=${encodeURIComponent('Frozen not yet')}`)
  await viewer.getByRole('checkbox').first().check()
  await expect(viewer.getByRole('button', { name: actions('bulk.incident') })).toHaveAccessibleDescription(
    channels('incident.denied'),
  )
})
