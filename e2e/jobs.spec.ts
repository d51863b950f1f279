import { expect, test } from './fixtures'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const [jobs, actions, channels] = [english('jobs'), english('actions'), english('channels')]
const TAG = 'Job of many'

test('many channels are chosen in the list; what is done to them can be left, found again, and seen with each', async ({
  open,
  atLine,
}) => {
  test.setTimeout(90_000)
  const page = await open('sato')
  const made = await Promise.all(
    [1, 2, 3].map((place) => makeChannel({ name: `${TAG} ${place}`, tokens: [['v2.1', 2]] })),
  )

  await test.step('sync, with one channel that LINE refuses', async () => {
    await page.goto(`/channels?q=${encodeURIComponent(TAG)}`)
    await page.getByRole('checkbox', { name: channels('list.select', { name: `${TAG} 1` }) }).check()
    await page.getByRole('button', { name: actions('bulk.shown', { count: 3 }) }).click()
    await expect(page.getByText(actions('bulk.selected', { count: 3 }))).toBeVisible()
    await page.getByRole('button', { name: actions('bulk.sync') }).click()
    await expect(page.getByText(`${TAG} 1 · ${TAG} 2 · ${TAG} 3`)).toBeVisible()
    // Slow enough to be left in the middle.
    const endpoint = 'getsAllValidChannelAccessTokenKeyIds'
    for (const { lineChannelId } of made)
      await atLine.addFault({ endpoint, channelId: lineChannelId, kind: 'slow', seconds: 1.5 })
    await page.getByRole('button', { name: jobs('does.sync', { count: 3 }) }).click()
    await expect(page).toHaveURL(/\/jobs\/[0-9a-f-]{36}$/)
    await page.goto('/jobs')
    await page
      .getByRole('link', { name: jobs('does.sync', { count: 3 }) })
      .first()
      .click()
    await expect(page.getByText(jobs('counts', { done: 3, failed: 0, unknown: 0 }))).toBeVisible({ timeout: 20_000 })
    await expect(page.getByRole('progressbar', { name: jobs('progress') })).toHaveAttribute('aria-valuenow', '3')
    await expect(page.getByText(jobs('listed', { count: 2, foreign: 0 }))).toHaveCount(3)
  })

  await test.step('tokens of two channels are revoked, once the number is typed, and proven gone', async () => {
    await page.goto(`/channels?q=${encodeURIComponent(TAG)}`)
    for (const place of [1, 2])
      await page.getByRole('checkbox', { name: channels('list.select', { name: `${TAG} ${place}` }) }).check()
    await page.getByRole('button', { name: actions('bulk.revoke') }).click()
    const start = page.getByRole('button', { name: jobs('does.revoke', { count: 4 }) })
    await start.click()
    await expect(page.getByRole('textbox')).toHaveAttribute('aria-invalid', 'true')
    await page.getByLabel(jobs('confirmCount', { expected: '4' })).fill('4')
    await start.click()
    await expect(page.getByText(jobs('provenOf', { proven: 4, total: 4 }))).toBeVisible({ timeout: 20_000 })
    for (const { lineChannelId } of made.slice(0, 2))
      expect((await atLine.getChannel(lineChannelId)).tokens['v2.1']).toEqual([])
    expect((await atLine.getChannel(made[2]?.lineChannelId ?? '')).tokens['v2.1']).toHaveLength(2)
  })

  await test.step('one event for each, and one for the whole at its beginning and its end', async () => {
    // Of several channels at once, so it is for whoever may read all of the history.
    const auditor = await open('somchai')
    await auditor.goto('/history?action=job.end')
    await expect(
      auditor
        .getByRole('row')
        .filter({ hasText: english('permissions')('job.end') })
        .first(),
    ).toBeVisible()
    await page.goto(`/channels/${made[0]?.channelId}/history?action=token.revoke&outcome=done`)
    await expect(page.getByRole('row').filter({ hasText: english('permissions')('token.revoke') })).toHaveCount(2)
  })
})

test('whoever may not start jobs is told so beside the button', async ({ open }) => {
  const page = await open('nattaya')
  await page.goto('/channels')
  await page.getByRole('checkbox').first().check()
  await expect(page.getByRole('button', { name: actions('bulk.sync') })).toHaveAccessibleDescription(
    channels('bulkDenied'),
  )
  await page.goto('/jobs')
  await expect(page.getByRole('heading', { name: jobs('title'), level: 1 })).toBeVisible()
})
