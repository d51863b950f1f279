import { expect, test } from './fixtures'
import { issueElsewhere, issueShortLivedElsewhere, verifyOpaqueAtLine } from './support/at-line'
import { lookUp, registerWithKey, stopKeeping } from './support/paste'
import { keepAnswers } from './support/places'
import { english } from './support/words'

const actions = english('actions')
const refusals = english('refusals')

test('without script a value is pasted for each step, and all of it works', async ({ open, atLine }) => {
  test.setTimeout(60_000)
  const made = await registerWithKey(await open('sato'), atLine)
  const [kept, ended] = [
    (await issueElsewhere(atLine, made.channelId)).token,
    await issueShortLivedElsewhere(made.channelId, made.channelSecret),
  ]
  const page = await open('sato', { javaScriptEnabled: false })
  const answers = await keepAnswers(page)
  const again = page.getByLabel(actions('paste.again'))
  for (const token of [kept, ended]) {
    await page.goto('/verify')
    await lookUp(page, token)
    await again.fill(token)
    await page.getByRole('button', { name: actions('paste.ask') }).click()
    await expect(page.getByText(actions('paste.liveMeaning'))).toBeVisible()
    const offer = token === kept ? 'takeIn' : 'revoke'
    await page
      .locator('main summary')
      .filter({ hasText: actions(`paste.${offer}Button`) })
      .click()
    const form = page.locator('details[open] form')
    if (token === kept) {
      // What was refused keeps what was typed and the channel, and asks for the value again.
      await form.getByLabel(actions('paste.purpose')).fill('Kiosk')
      await form.getByRole('button', { name: actions('paste.takeInSubmit') }).click()
      await expect(form.getByLabel(actions('paste.purpose'))).toHaveValue('Kiosk')
    }
    await form.getByLabel(actions('paste.again')).fill(token)
    await form.getByRole('button', { name: actions(`paste.${offer}Submit`) }).click()
    await expect(
      page.getByText(token === kept ? actions('paste.takenText') : actions('paste.proof.proven')),
    ).toBeVisible()
  }
  expect(await verifyOpaqueAtLine(ended)).toBe(400)
  await lookUp(page, kept)
  await expect(page.getByText('Kiosk')).toBeVisible()
  const html = await Promise.all(answers.filter(({ name }) => name.startsWith('POST')).map(({ text }) => text))
  expect(html.length).toBeGreaterThan(5)
  expect([kept, ended].filter((token) => html.some((text) => text.includes(token)))).toEqual([])

  await page.goto(`${made.address}/tokens?import`)
  await page.getByLabel(actions('paste.token'), { exact: true }).fill(kept)
  await page.getByLabel(actions('paste.purpose')).fill('Twice')
  await page.getByRole('button', { name: actions('paste.takeInSubmit') }).click()
  await expect(page.getByText(refusals('tokenHeld', { name: 'Kiosk', channel: made.name })).first()).toBeVisible()
  await stopKeeping(page)
})
