import type { Page } from '@playwright/test'
import { channelAddress, expect, test } from './fixtures'
import { SHIBUYA, WAITING } from './support/names'
import { wordsIn } from './support/words'

/** What stands beside a field, as a screen reader says it. */
const expectBeside = (page: Page, label: string, sentence: string) =>
  expect(page.getByLabel(label)).toHaveAccessibleDescription(
    new RegExp(sentence.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')),
  )

for (const [language, locale] of [
  ['en', 'en-US'],
  ['ja', 'ja-JP'],
] as const)
  test(`every form answers bad input beside its fields and keeps what was typed, in ${language}`, async ({ open }) => {
    const words = wordsIn(language)
    const [channels, keys, invalid] = [words('channels'), words('keys'), words('invalid')]
    const [tokens, actions] = [words('tokens'), words('actions')]
    const page = await open('sato', { locale })
    await page.goto('/channels/new')
    const label = (name: 'channelId' | 'secret' | 'name' | 'environment' | 'owner' | 'tags') => channels(`new.${name}`)
    const submit = page.getByRole('button', { name: channels('new.submit') })
    await submit.click()
    for (const name of ['channelId', 'secret', 'name', 'owner'] as const)
      await expectBeside(page, label(name), invalid('required'))
    await expectBeside(page, label('environment'), invalid('choose'))
    // The first field that is wrong has the focus.
    await expect(page.getByLabel(label('channelId'))).toBeFocused()

    const typed = { channelId: 'ten', name: 'n'.repeat(101), owner: '佐藤', tags: 'a b c d e f g h i j k' }
    for (const [name, text] of Object.entries(typed)) await page.getByLabel(label(name as 'name')).fill(text)
    await page.getByLabel(label('secret')).fill('a.pasted.token')
    await page.getByLabel(label('environment')).selectOption('staging')
    await submit.click()
    await expectBeside(page, label('channelId'), invalid('lineChannelId'))
    await expectBeside(page, label('secret'), invalid('channelSecret'))
    await expectBeside(page, label('name'), invalid('tooLong'))
    await expectBeside(page, label('tags'), invalid('tagsTooMany'))
    for (const [name, text] of Object.entries(typed))
      await expect(page.getByLabel(label(name as 'name'))).toHaveValue(text)
    await expect(page.getByLabel(label('environment'))).toHaveValue('staging')
    await expect(page.getByLabel(label('secret'))).toHaveValue('')
    expect(await page.content()).not.toContain('a.pasted.token')

    await page.goto(`${await channelAddress(page, WAITING)}/keys`)
    const activate = page.getByRole('button', { name: keys('activate.submit') })
    await activate.click()
    await expectBeside(page, keys('activate.kid'), invalid('required'))
    await page.getByLabel(keys('activate.kid')).fill('not a kid')
    await activate.click()
    await expectBeside(page, keys('activate.kid'), invalid('kid'))
    await expect(page.getByLabel(keys('activate.kid'))).toHaveValue('not a kid')

    await page.goto(`${await channelAddress(page, SHIBUYA)}/tokens?issue`)
    await page.getByText(actions('issue.lives.hour'), { exact: true }).click()
    await page.getByRole('button', { name: tokens('issue.submit.v2_1') }).click()
    await expectBeside(page, actions('issue.purpose'), invalid('required'))
    await expect(page.getByRole('radio', { name: actions('issue.lives.hour') })).toBeChecked()
  })

test('a form sent without script answers in the same way', async ({ open }) => {
  const words = wordsIn('en')
  const channels = words('channels')
  const page = await open('sato', { javaScriptEnabled: false })
  await page.goto('/channels/new')
  await page.getByLabel(channels('new.name')).fill('Kept')
  await page.getByRole('button', { name: channels('new.submit') }).click()
  await expectBeside(page, channels('new.channelId'), words('invalid')('required'))
  await expect(page.getByLabel(channels('new.name'))).toHaveValue('Kept')
})
