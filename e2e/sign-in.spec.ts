import { PEOPLE } from '@/sandbox/identity/people'
import { expect, type PersonId, personOf, signIn, test } from './fixtures'
import { setting } from './support/setting'
import { english, wordsIn } from './support/words'

const door = english('signIn')
const shell = english('shell')

for (const { id, name, roles } of PEOPLE.filter((person) => person.roles.length > 0))
  test(`${name} signs in as ${roles.join(' and ')}`, async ({ open }) => {
    const page = await open(id as PersonId)
    await page.goto('/channels')
    const side = page.getByRole('banner')
    await expect(side.getByText(name, { exact: true })).toBeVisible()
    for (const role of roles) await expect(side).toContainText(shell(`roles.${role}`))
    await expect(page.getByRole('complementary', { name: shell('sandboxLabel') })).toBeVisible()
  })

test('a person with no role is told so kindly, and can come back as somebody else', async ({ open }) => {
  const page = await open()
  await page.goto('/sign-in')
  await signIn(page, 'mori')
  await expect(page.getByRole('heading', { name: door('refused.no_role.title') })).toBeVisible()
  await expect(page.getByText(door('refused.no_role.text'))).toBeVisible()
  await page.goto('/channels')
  await expect(page).toHaveURL(/\/sign-in/)
  await page.goto('/sign-in?error=no_role')
  await page.getByRole('button', { name: door('someoneElse') }).click()
  await page.getByRole('button', { name: personOf('nattaya').name }).click()
  await expect(page.getByRole('banner').getByText(personOf('nattaya').name)).toBeVisible()
})

test('signing in leads back to the page that was asked for, and never elsewhere', async ({ open }) => {
  const page = await open()
  await page.goto('/history?outcome=denied')
  await expect(page).toHaveURL(/\/sign-in\?/)
  await signIn(page, 'tanaka')
  await expect(page).toHaveURL(`${setting.url}/history?outcome=denied`)
  await page.goto('/sign-in?next=https://example.test/')
  await expect(page).toHaveURL(new RegExp(`^${setting.url}/`))
})

test('signing out ends the session here and at the provider', async ({ open }) => {
  const page = await open()
  await page.goto('/sign-in')
  await signIn(page, 'somchai')
  const before = await page.context().cookies(setting.url)
  await page.getByRole('button', { name: shell('signOut') }).click()
  await expect(page.getByRole('heading', { name: door('signedOut.title') })).toBeVisible()
  await page.getByRole('link', { name: door('signedOut.again') }).click()
  await page.getByRole('button', { name: door('continue') }).click()
  // The provider asks again instead of letting the same person in unseen.
  await expect(page.getByRole('button', { name: personOf('somchai').name })).toBeVisible()

  const thief = await open()
  await thief.context().addCookies(before)
  await thief.goto('/channels')
  await expect(thief).toHaveURL(/\/sign-in\?why=/)
})

test('signing in, reading and signing out work without script', async ({ open }) => {
  const page = await open(undefined, { javaScriptEnabled: false })
  await page.goto('/channels')
  await signIn(page, 'nattaya')
  await expect(page).toHaveURL(`${setting.url}/channels`)
  await expect(page.getByRole('table', { name: english('channels')('title') })).toBeVisible()
  await page.getByRole('button', { name: shell('signOut') }).click()
  await expect(page.getByRole('heading', { name: door('signedOut.title') })).toBeVisible()
})

test('the language follows the browser and can be switched', async ({ open }) => {
  const japanese = wordsIn('ja')
  const page = await open(undefined, { locale: 'ja-JP' })
  await page.goto('/sign-in')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
  await signIn(page, 'sato', japanese)
  await page.goto('/channels')
  await expect(page.getByRole('heading', { name: japanese('channels')('title') })).toBeVisible()
  await page.locator('summary').filter({ visible: true }).first().click()
  await page.getByRole('button', { name: 'English' }).filter({ visible: true }).click()
  await expect(page.getByRole('heading', { name: english('channels')('title') })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')

  const other = await open(undefined, { locale: 'th-TH' })
  await other.goto('/sign-in')
  await expect(other.locator('html')).toHaveAttribute('lang', 'en')
})

test('theme and time zone can be chosen and are remembered', async ({ open }) => {
  const page = await open('sato')
  await page.goto('/history')
  const preferences = page.getByRole('banner').locator('summary')
  const colour = () => page.locator('body').evaluate((body) => getComputedStyle(body).backgroundColor)
  const light = await colour()
  await preferences.click()
  await page
    .getByRole('banner')
    .getByRole('button', { name: shell('themes.dark') })
    .click()
  await expect.poll(colour).not.toBe(light)
  await expect(preferences).toContainText(shell('timesIn', { zone: 'JST' }))
  await preferences.click()
  await page.getByRole('banner').getByRole('button', { name: 'UTC' }).click()
  await expect(preferences).toContainText(shell('timesIn', { zone: 'UTC' }))
  await page.reload()
  await expect(preferences).toContainText(shell('timesIn', { zone: 'UTC' }))
  await expect.poll(colour).not.toBe(light)
})
