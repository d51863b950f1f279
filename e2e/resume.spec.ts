import { expect, test } from './fixtures'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const tokens = english('tokens')
const actions = english('actions')
const operations = english('operations')

test('an issue that is under way is found again with its steps after the page is loaded anew', async ({
  open,
  atLine,
}) => {
  const page = await open('sato')
  const { channelId, lineChannelId } = await makeChannel({ name: 'Left in the middle' })
  const issues = async () =>
    (await atLine.calls()).filter(
      (call) => call.endpoint === 'issueChannelTokenByJWT' && call.channelId === lineChannelId,
    ).length
  await page.goto(`/channels/${channelId}/tokens?issue`)
  await atLine.addFault({
    ...{ endpoint: 'issueChannelTokenByJWT', channelId: lineChannelId },
    ...{ kind: 'slow', seconds: 3.5 },
  })
  await page.getByLabel(actions('issue.purpose')).fill('Left in the middle')
  await page.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
  await expect(page).toHaveURL(/operation=/)
  await expect.poll(issues).toBe(1)

  await page.reload()
  const sheet = page.getByRole('dialog')
  await expect(sheet).toContainText(operations('resumed.running'))
  await expect(sheet.getByRole('listitem').filter({ hasText: operations('steps.asking.title') })).toBeVisible()
  await expect(sheet).toContainText(operations('resumed.done'), { timeout: 15_000 })
  await expect(sheet.getByRole('listitem').filter({ hasText: operations('steps.stored.title') })).toBeVisible()
  // The value was in the answer to the page that was left, and is nowhere now.
  expect(await page.content()).not.toContain('eyJ')

  await sheet.getByRole('link', { name: operations('resumed.toToken') }).click()
  await expect(page.getByRole('dialog')).toContainText('Left in the middle')
  expect(await issues()).toBe(1)
})

test('what nobody saw the end of stands above the tokens until it is settled', async ({ open, atLine }) => {
  const page = await open('sato')
  const { channelId, lineChannelId } = await makeChannel({ name: 'Never arrived' })
  const address = `/channels/${channelId}`
  await page.goto(`${address}/tokens?issue`)
  await atLine.addFault({ endpoint: 'issueChannelTokenByJWT', channelId: lineChannelId, kind: 'reset-before' })
  await page.getByLabel(actions('issue.purpose')).fill('Never arrived')
  await page.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(english('refusals')('lineOutcomeUnknown'))

  await page.goto(`${address}/tokens`)
  const panel = page.locator('section').filter({ has: page.getByRole('heading', { name: operations('title') }) })
  await expect(panel).toContainText('Never arrived')
  await expect(panel).toContainText(operations('steps.notSeen.title'))
  await expect(panel).toContainText(operations('steps.waits.title'))
  await expect(panel).toBeHidden({ timeout: 25_000 })
})
