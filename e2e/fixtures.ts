import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { PEOPLE, type SandboxPerson } from '@/sandbox/identity/people'
import { lineConsole } from '@/sandbox/line/console-client'
import { setting } from './support/setting'
import { english } from './support/words'

const STATES = resolve(import.meta.dirname, 'output/states')

/** Opens a page for a person of the sandbox, signed in; without a person, signed out. */
type Open = (person?: PersonId, options?: BrowserContextOptions) => Promise<Page>
export type PersonId = 'tanaka' | 'sato' | 'somchai' | 'nattaya' | 'kobayashi' | 'mori'

type Console = ReturnType<typeof lineConsole>
type AtLine = Omit<Console, 'addFault'> & {
  addFault: (fault: Parameters<Console['addFault']>[0] & { channelId: string }) => Promise<unknown>
}

interface Fixtures {
  open: Open
  /** Errors the browser is expected to report in this test, which else fails for any. */
  expectedErrors: RegExp[]
  /** The console of the LINE stand-in, past its pages. A fault names its channel: the tests beside this one call LINE too. */
  atLine: AtLine
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here
  expectedErrors: async ({}, use) => use([]),
  // biome-ignore lint/correctness/noEmptyPattern: as above
  atLine: async ({}, use) => use(lineConsole({ url: setting.lineUrl })),
  open: async ({ browser, expectedErrors }, use) => {
    const reported: string[] = []
    const pages: Page[] = []
    await use(async (person, options = {}) => {
      const storageState = person ? await signedInState(browser, person) : undefined
      const page = await (await browser.newContext({ ...options, ...(storageState ? { storageState } : {}) })).newPage()
      watch(page, reported)
      pages.push(page)
      return page
    })
    await Promise.all(pages.map((page) => page.context().close()))
    expect(reported.filter((text) => !expectedErrors.some((expected) => expected.test(text)))).toEqual([])
  },
})
export { expect }

/** Whatever the browser complains of: script errors, refused content (CSP), failed requests. */
function watch(page: Page, reported: string[]): void {
  page.on('pageerror', (error) => reported.push(`${error.name}: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error') reported.push(`${message.text()} (${message.location().url})`)
  })
}

export function personOf(id: PersonId): SandboxPerson {
  const person = PEOPLE.find((one) => one.id === id)
  if (!person) throw new Error(`the sandbox has no ${id}`)
  return person
}

/** Goes from Kagiban's sign-in page over the identity provider and back. */
export async function signIn(page: Page, id: PersonId, words = english): Promise<void> {
  await page.getByRole('button', { name: words('signIn')('continue') }).click()
  await page.getByRole('button', { name: personOf(id).name }).click()
  // Whatever comes next would break off the way back.
  await page.waitForURL((url) => url.origin === setting.url && !url.pathname.startsWith('/api/'))
}

/** The cookies of a person who signed in once; every test of this run shares that session. */
async function signedInState(browser: Browser, id: PersonId): Promise<string> {
  const path = join(STATES, `${id}.json`)
  if (existsSync(path)) return path
  mkdirSync(STATES, { recursive: true, mode: 0o700 })
  const context = await browser.newContext()
  const page = await context.newPage()
  await page.goto('/sign-in')
  await signIn(page, id)
  // Another worker must never find half a file.
  await context.storageState({ path: `${path}.${process.pid}` })
  renameSync(`${path}.${process.pid}`, path)
  await context.close()
  return path
}

/** Every rule of axe, on the whole page; `only` narrows it to some. */
export async function expectAccessible(page: Page, only?: string[]): Promise<void> {
  await settled(page)
  // There are no frames, for whose sake it would open another page each time.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (only ? axe.withRules(only) : axe).analyze()
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)
  expect(found, page.url()).toEqual([])
}

/** Waits until what changes colour has its last one: a theme just switched is still on its way there. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done))
    await frame()
    await frame()
    const changing = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(changing.map((transition) => transition.finished))
  })
}

/** Searches the list of channels for one of them and gives the address of that channel. */
export async function channelAddress(page: Page, name: string): Promise<string> {
  await page.goto(`/channels?q=${encodeURIComponent(name)}`)
  const href = await page.getByRole('link', { name, exact: true }).getAttribute('href')
  return (href ?? '').replace(/\/tokens$/, '')
}
