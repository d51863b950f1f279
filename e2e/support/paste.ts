import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import type { lineConsole } from '@/sandbox/line/console-client'
import { expect } from '../fixtures'
import { findLeaks, type Place } from './leak-scan'
import { english, type wordsIn } from './words'

type AtLine = Omit<ReturnType<typeof lineConsole>, 'addFault'>
type Words = ReturnType<typeof wordsIn>

/** A channel that is at LINE and, with a signing key in use, in Kagiban too. */
export async function registerWithKey(page: Page, atLine: AtLine, words: Words = english) {
  const [channels, keys, common] = [words('channels'), words('keys'), words('common')]
  const name = `Paste ${randomUUID().slice(0, 8)}`
  const made = await atLine.createChannel({ name })
  await page.goto('/channels/new')
  await page.getByLabel(channels('new.channelId')).fill(made.channelId)
  await page.getByLabel(channels('new.secret')).fill(made.channelSecret)
  await page.getByLabel(channels('new.name')).fill(name)
  await page.getByLabel(channels('new.environment')).selectOption('development')
  await page.getByLabel(channels('new.owner')).fill('Sato Mayu')
  await page.getByRole('button', { name: channels('new.submit') }).click()
  await page.getByRole('button', { name: keys('generate.submit') }).click()
  await page.getByRole('button', { name: common('copyThing', { thing: keys('register.publicKey') }) }).click()
  const kid = await atLine.registerKey(
    made.channelId,
    JSON.parse(await page.evaluate(() => navigator.clipboard.readText())),
  )
  await page.getByLabel(keys('activate.kid')).fill(kid)
  await page.getByRole('button', { name: keys('activate.submit') }).click()
  await expect(page.getByText(keys('inUse.state'), { exact: true })).toBeVisible()
  return { ...made, name, address: new URL(page.url()).pathname.replace(/\/keys$/, '') }
}

/** Pastes a text on `/verify` and looks it up. */
export async function lookUp(page: Page, text: string, words: Words = english): Promise<void> {
  const actions = words('actions')
  if (new URL(page.url(), 'http://none').pathname !== '/verify') await page.goto('/verify')
  await page.getByLabel(actions('paste.field')).fill(text)
  await page.getByRole('button', { name: actions('paste.submit') }).click()
  // The answer before may still be there; only with its own answer does the field give the value up.
  await expect(page.getByLabel(actions('paste.field'))).toHaveValue('')
  await expect(page.getByRole('heading', { name: actions('paste.whatItIs') })).toBeVisible()
}

/** The calls LINE has had about a channel, by their request IDs. */
export const callsAbout = async (atLine: AtLine, channelId: string): Promise<string[]> =>
  (await atLine.calls()).filter((call) => call.channelId === channelId).map(({ requestId }) => requestId)

/** That no value is in what the page is now, nor in anything the browser was ever answered. */
export async function expectNowhere(page: Page, answers: readonly Place[], values: readonly string[]): Promise<void> {
  expect(answers.length).toBeGreaterThan(0)
  const now = { name: `the page at ${page.url()}`, text: await page.content() }
  expect(findLeaks([now, ...answers], { pasted: values })).toEqual([])
  expect(decodeURIComponent(page.url())).not.toContain(values[0])
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, history.state]))
  expect(findLeaks([{ name: 'storage', text: kept }], { pasted: values })).toEqual([])
}

/** Lets a test end while the browser still fetches ahead. */
export const stopKeeping = (page: Page) => page.unrouteAll({ behavior: 'ignoreErrors' })
