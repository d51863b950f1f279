import type { Page } from '@playwright/test'
import type { IssuedKind } from '@/lib/tokens/schema'
import { makeChannel } from './make-channel'
import { SHIBUYA, WAITING } from './names'
import { english } from './words'

/** The address of every page of the console, dialogs and error pages too, for an operator. */
export async function allPages(page: Page, addressOf: (page: Page, name: string) => Promise<string>) {
  const waiting = await addressOf(page, WAITING)
  const shibuya = await addressOf(page, SHIBUYA)
  await page.goto(`${shibuya}/tokens`)
  const token = new URL(
    (await page.getByRole('link', { name: 'Front desk bot' }).getAttribute('href')) ?? '',
    page.url(),
  )
  const id = token.searchParams.get('token')
  const { channelId: every } = await makeChannel({
    name: 'Every kind',
    tokens: ['v2.1', 'short-lived', 'stateless'].map((kind) => [kind as IssuedKind, 1]),
    longLived: true,
  })
  await page.goto(`/channels/${every}/tokens`)
  const ids = await page
    .locator('input[name=revoke]')
    .evaluateAll((boxes) => boxes.map((box) => `revoke=${(box as HTMLInputElement).value}`))
  const foreign = await hunted(page, shibuya)
  const keyDialogs = []
  for (const [channel, word] of [
    [shibuya, 'retire.button'],
    [waiting, 'retire.discard'],
  ] as const) {
    await page.goto(`${channel}/keys`)
    const link = page.getByRole('link', { name: english('keys')(word) }).first()
    keyDialogs.push((await link.getAttribute('href')) ?? '')
  }
  await page.goto('/history?action=token.issue&outcome=done')
  const action = english('permissions')('token.issue')
  const event = await page.getByRole('link', { name: action, exact: true }).first().getAttribute('href')
  await page.goto('/history?action=key.activate&outcome=done')
  const activation = english('permissions')('key.activate')
  const change = await page.getByRole('link', { name: activation, exact: true }).first().getAttribute('href')
  return [
    '/',
    '/channels',
    '/channels?q=a&state=attention&sort=slots',
    '/channels?q=nothing-is-called-this',
    '/channels/new',
    ...['tokens', 'keys', 'history?action=token.issue', 'settings'].map((tab) => `${shibuya}/${tab}`),
    `${waiting}/tokens`,
    `${waiting}/keys`,
    ...[`token=${id}`, `revoke=${id}`, 'issue', 'import'].map((query) => `${shibuya}/tokens?${query}`),
    ...['tokens', 'tokens?issue', `tokens?${ids.join('&')}`].map((tab) => `/channels/${every}/${tab}`),
    ...foreign,
    ...(await jobPages(page, every)),
    '/verify',
    `${waiting}/settings`,
    `${waiting}/settings?secret`,
    `${shibuya}/keys?import`,
    ...keyDialogs,
    '/history',
    '/history?outcome=denied&action=key.generate',
    `/history?target=${id}&actor=settler&from=2020-01-01T00:00:00Z`,
    event ?? '',
    change ?? '',
    '/history?q=action:token.*+-actor:somchai+colour:red+front',
    '/history?action=token.issue&views=1',
    (event ?? '').replace(/^.*event=(\d+).*$/, '/history/$1'),
    '/history/proof',
    '/history/999999',
    '/nowhere',
  ]
}

/** The dialog that hunts a key ID; an address of none when the channel has no foreign one. */
async function hunted(page: Page, channel: string): Promise<string[]> {
  await page.goto(`${channel}/tokens`)
  const links = page.locator('a[href*="?hunt="]')
  return (await links.count()) > 0
    ? [(await links.first().getAttribute('href')) ?? '']
    : [`${channel}/tokens?hunt=none`]
}

/** What would be begun, and a job that is done, of a channel that nobody else looks at. */
async function jobPages(page: Page, channelId: string): Promise<string[]> {
  await page.goto(`/jobs/new?change=channel.sync&channel=${channelId}`)
  await page.getByRole('button', { name: english('jobs')('does.sync', { count: 1 }) }).click()
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/)
  return ['/jobs', `/jobs/new?change=token.revoke&channel=${channelId}`, '/jobs/new', new URL(page.url()).pathname]
}
