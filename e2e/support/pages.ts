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
    .locator('input[name=token]')
    .evaluateAll((boxes) => boxes.map((box) => `token=${(box as HTMLInputElement).value}`))
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
    ...['tokens', 'tokens?issue'].map((tab) => `/channels/${every}/${tab}`),
    `/jobs/new?change=token.revoke&of=${every}&${ids.join('&')}`,
    ...foreign,
    ...(await jobPages(page, every)),
    ...(await frozenPages()),
    await reportPage(page),
    ...(await incidentPages(page, every)),
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
  const synced = new URL(page.url()).pathname
  return [
    ...['/jobs', `/jobs/new?change=token.revoke&channel=${channelId}`, '/jobs/new', synced],
    ...(await issuingPages(page, channelId)),
  ]
}

/** What would be issued for many, two of which it cannot be issued for, and a job whose value nobody took. */
async function issuingPages(page: Page, channelId: string): Promise<string[]> {
  const others = await Promise.all([
    makeChannel({ name: 'Many without a key', key: false }),
    makeChannel({ name: 'Many of a MINI App', type: 'mini_app', key: false }),
  ])
  const chosen = [channelId, ...others.map((other) => other.channelId)].map((id) => `channel=${id}`).join('&')
  const jobs = english('jobs')
  await page.goto(`/jobs/new?change=token.issue&channel=${channelId}`)
  await page.getByLabel(english('actions')('issue.purpose')).fill('Left behind')
  await page.getByRole('button', { name: jobs('does.issue', { count: 1 }) }).click()
  await page.getByRole('table', { name: english('actions')('many.values') }).waitFor()
  const job = new URL(page.url()).pathname
  page.once('dialog', (dialog) => dialog.accept())
  await page.goto(job)
  return [`/jobs/new?change=token.issue&${chosen}`, job]
}

/** A channel for which nothing is issued: the notice is on each of its pages. */
async function frozenPages(): Promise<string[]> {
  const { channelId } = await makeChannel({ name: 'Frozen by hand', frozen: 'Who asked for it is being looked into' })
  return ['tokens', 'tokens?issue', 'settings'].map((tab) => `/channels/${channelId}/${tab}`)
}

/** The report of the drill in the sample, found by its event. */
async function reportPage(page: Page): Promise<string> {
  await page.goto('/history?action=incident.close&outcome=done')
  const action = english('permissions')('incident.close')
  await page.getByRole('link', { name: action, exact: true }).last().click()
  await page.waitForURL(/[?&]event=\d+|\/history\/\d+$/)
  const same = await page.getByRole('link', { name: english('history')('event.sameTarget') }).getAttribute('href')
  return `/incidents/${new URL(same ?? '', page.url()).searchParams.get('target')}/report`
}

const LEAKED = 'Signing key on a public repository'

/** The incidents, what opening one would freeze, and one that is open, of a channel that nobody else looks at. */
async function incidentPages(page: Page, channelId: string): Promise<string[]> {
  const own = await makeChannel({
    name: 'In an incident',
    tokens: [
      ['v2.1', 2],
      ['stateless', 1],
    ],
  })
  const words = english('incidents')
  const opened = page.getByRole('link', { name: LEAKED }).first()
  await page.goto('/incidents')
  if ((await opened.count()) === 0) {
    await page.goto(`/incidents/new?channel=${own.channelId}`)
    await page.getByLabel(words('new.reason')).fill(LEAKED)
    await page.getByRole('button', { name: words('new.submit') }).click()
    // Another worker may have been first, and then this one is refused.
    await Promise.race([page.waitForURL(/\/incidents\/[0-9a-f-]{36}$/), page.locator('form [role=alert]').waitFor()])
    await page.goto('/incidents')
  }
  const incident = (await opened.getAttribute('href')) ?? ''
  return [
    '/incidents',
    incident,
    `/incidents/new?channel=${channelId}&channel=${own.channelId}`,
    '/incidents/new?drill=yes',
    '/incidents/new',
  ]
}
