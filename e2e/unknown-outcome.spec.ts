import { expect, test } from './fixtures'
import { makeChannel } from './support/make-channel'
import { english } from './support/words'

const tokens = english('tokens')
const actions = english('actions')
const history = english('history')

test('a token whose answer never came is said to be unknown, then found as lost', async ({ open, atLine }) => {
  const page = await open('sato')
  const { channelId, lineChannelId } = await makeChannel({ name: 'Lost on its way' })
  const address = `/channels/${channelId}`
  await page.goto(`${address}/tokens?issue`)
  await atLine.addFault({ endpoint: 'issueChannelTokenByJWT', channelId: lineChannelId, kind: 'reset-after' })
  await page.getByLabel(actions('issue.purpose')).fill('Lost on its way')
  await page.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(english('refusals')('lineOutcomeUnknown'))
  await page.goto(`${address}/history?action=token.issue`)
  const rows = page.getByRole('row').filter({ hasText: 'Lost on its way' })
  await expect(rows.first()).toContainText(history('outcomes.unknown'))

  // Nothing is concluded before LINE's refusal of a late request is certain.
  await expect(async () => {
    await page.reload()
    await expect(rows.first()).toContainText(history('outcomes.settled'), { timeout: 100 })
  }).toPass({ timeout: 25_000 })
  await page.goto(`${address}/tokens`)
  const lost = page
    .getByRole('table', { name: tokens('label') })
    .getByRole('row')
    .filter({ hasText: tokens('valueNotStored') })
  await expect(lost).toContainText(tokens('badges.lost'))
})
