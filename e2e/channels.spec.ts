import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { channelAddress, expect, expectAccessible, personOf, test } from './fixtures'
import { CHIANG_MAI, SHIBUYA, WAITING } from './support/names'
import { setting } from './support/setting'
import { english } from './support/words'

const [channels, common] = [english('channels'), english('common')]
const [refusals, invalid, history] = [english('refusals'), english('invalid'), english('history')]
const SAME_TAG = 'many-alike'
const ALIKE = 60
// Their names come after all others, so that nobody else finds their channel on the second page.
/** A channel of its own for what changes one. */
const OWN = '京都バス案内'

/** Rows as they are after years of work: only the list is asked about them. */
async function query<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: setting.databaseUrl })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

const insertChannel = `INSERT INTO "Channel" (id, "lineChannelId", name, type, environment, tags, owner)
  VALUES ($1, $2, $3, 'messaging_api', 'development', $4, 'Ueda Sora')`

/** A channel with what lives on when it is archived. */
async function givenOwnChannel(): Promise<{ id: string; lineChannelId: string }> {
  const [id, lineChannelId] = [randomUUID(), String(Date.now())]
  await query(insertChannel, [id, lineChannelId, `${OWN} ${lineChannelId}`, ['バス']])
  await query(
    `INSERT INTO "KeyIdSighting" ("channelId", "keyId", standing, "firstSeenAt", "lastSeenAt") VALUES ($1, 'elsewhere', 'foreign', now(), now())`,
    [id],
  )
  await query(
    `INSERT INTO "Token" (id, "channelId", kind, fingerprint, purpose, owner, "issuedByName", "issuedAt", "expiresAt", state)
     VALUES ($1, $2, 'short-lived', 'x', 'x', 'x', 'x', now(), now() + interval '20 days', 'live'),
       ($3, $2, 'stateless', 'x', 'x', 'x', 'x', now(), now() + interval '15 minutes', 'live')`,
    [randomUUID(), id, randomUUID()],
  )
  return { id, lineChannelId }
}

test.describe.configure({ timeout: 90_000 })

test.beforeAll(async () => {
  const [found] = await query<{ count: number }>(`SELECT count(*)::int AS count FROM "Channel" WHERE $1 = ANY(tags)`, [
    SAME_TAG,
  ])
  for (let nth = found?.count ?? ALIKE; nth < ALIKE; nth++)
    await query(insertChannel, [randomUUID(), `99${String(nth).padStart(8, '0')}`, `高雄支店 ${nth}`, [SAME_TAG]])
  // With a secret, or they would crowd out of the overview what is less urgent than a missing one.
  await query(
    `INSERT INTO "ChannelSecret" (id, "channelId", sealed, "sealingKeyId", fingerprint, "provenAt")
     SELECT gen_random_uuid(), c.id, 'x', 'data-0001', 'x', now() FROM "Channel" c
     WHERE $1 = ANY(c.tags) AND NOT EXISTS (SELECT 1 FROM "ChannelSecret" s WHERE s."channelId" = c.id)`,
    [SAME_TAG],
  )
})

test('a channel is found by its name, channel ID, key ID and tag', async ({ open }) => {
  const page = await open('nattaya')
  await page.goto('/channels')
  const table = page.getByRole('table', { name: channels('title') })
  const search = page.getByRole('searchbox', { name: channels('search') })
  const show = page.getByRole('button', { name: common('filter.apply') })
  const link = (name: string) => table.getByRole('link', { name, exact: true })

  // The key works once the page's script has come to life.
  await expect(async () => {
    await page.keyboard.press('/')
    await expect(search).toBeFocused({ timeout: 500 })
  }).toPass()
  await expect(search).toHaveValue('')
  await search.pressSequentially('カフェ公')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\?.*q=/)
  await expect(link(SHIBUYA)).toBeVisible()
  await expect(link(CHIANG_MAI)).toBeHidden()
  const [{ lineChannelId = '', keyId = '' } = {}] = await query<{ lineChannelId: string; keyId: string }>(
    `SELECT c."lineChannelId", t."keyId" FROM "Channel" c JOIN "Token" t ON t."channelId" = c.id
     WHERE c.name = $1 AND t."keyId" IS NOT NULL LIMIT 1`,
    [CHIANG_MAI],
  )
  for (const [text, found, other] of [
    [lineChannelId.slice(2), CHIANG_MAI, SHIBUYA],
    [keyId.slice(3, 15).toLowerCase(), CHIANG_MAI, SHIBUYA],
    ['BOOKI', WAITING, CHIANG_MAI],
    ['จองโต๊ะ', WAITING, CHIANG_MAI],
  ] as const) {
    await search.fill(text)
    await show.click()
    await expect(link(found), text).toBeVisible()
    await expect(link(other), text).toBeHidden()
  }

  await search.fill('nothing is called this')
  await show.click()
  await expect(page.getByText(channels('emptyFiltered'))).toBeVisible()
  await page
    .getByRole('main')
    .getByRole('link', { name: common('filter.clear') })
    .last()
    .click()
  await expect(page).toHaveURL('/channels')
  await expect(search).toHaveValue('')
  await expect(link(SHIBUYA)).toBeVisible()
})

test('the list is filtered, ordered and paged through, and its address holds all of it', async ({ open }) => {
  const page = await open('nattaya')
  await page.goto('/channels')
  const table = page.getByRole('table', { name: channels('title') })
  const names = () => table.getByRole('link', { name: /^高雄支店/ })
  await page.getByLabel(channels('tag'), { exact: true }).selectOption(SAME_TAG)
  await page.getByLabel(channels('new.environment'), { exact: true }).selectOption('development')
  await page.getByRole('button', { name: common('filter.apply') }).click()
  await expect(page.getByText(channels('range', { from: '1', to: '50', total: '60' }))).toBeVisible()
  const first = await names().allInnerTexts()
  await page.getByRole('link', { name: common('next'), exact: true }).click()
  await expect(page.getByText(channels('range', { from: '51', to: '60', total: '60' }))).toBeVisible()
  const second = await names().allInnerTexts()
  expect(new Set([...first, ...second]).size).toBe(60)
  await page.getByRole('link', { name: common('previous'), exact: true }).click()
  await expect(page.getByText(channels('range', { from: '1', to: '50', total: '60' }))).toBeVisible()
  expect(await names().allInnerTexts()).toEqual(first)

  await table
    .getByRole('columnheader')
    .getByRole('link', { name: channels('list.slots') })
    .click()
  await expect(page).toHaveURL(/sort=slots/)
  await expect(table.getByRole('columnheader', { name: channels('list.slots') })).toHaveAttribute(
    'aria-sort',
    'descending',
  )
  await expect(page.getByLabel(channels('tag'), { exact: true })).toHaveValue(SAME_TAG)

  // No key is in use there, and nothing worse is wrong.
  await page.getByLabel(channels('list.status'), { exact: true }).selectOption('attention')
  await page.getByRole('button', { name: common('filter.apply') }).click()
  await expect(table.getByText(channels('states.noKey')).first()).toBeVisible()
  await expect(page).toHaveURL(/sort=slots/)
  await page.getByLabel(channels('list.status'), { exact: true }).selectOption('ok')
  await page.getByRole('button', { name: common('filter.apply') }).click()
  await expect(page.getByText(channels('emptyFiltered'))).toBeVisible()
  const chip = { name: channels('list.status'), value: channels('states.ok') }
  await page.getByRole('link', { name: common('filter.remove', chip) }).click()
  await expect(page.getByText(channels('range', { from: '1', to: '50', total: '60' }))).toBeVisible()
})

test('the list is searched without script too', async ({ open }) => {
  const page = await open('nattaya', { javaScriptEnabled: false })
  await page.goto('/channels')
  await page.getByRole('searchbox', { name: channels('search') }).fill('chiang')
  await page.getByRole('button', { name: common('filter.apply') }).click()
  await expect(page.getByRole('link', { name: CHIANG_MAI, exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: SHIBUYA, exact: true })).toBeHidden()
})

test('a channel is edited: bad input first, then together with somebody else', async ({ open }) => {
  const { id, lineChannelId } = await givenOwnChannel()
  const page = await open('sato')
  await page.goto(`/channels/${id}/tokens`)
  const tabs = page.getByRole('navigation', { name: channels('tabs.label'), exact: true })
  await tabs.getByRole('link', { name: channels('tabs.settings') }).click()
  const field = (name: 'name' | 'owner' | 'tags' | 'environment' | 'type') =>
    page.getByLabel(channels(`new.${name}`), { exact: false }).first()
  const save = page.getByRole('button', { name: channels('settings.save') })
  const saved = page.getByText(channels('settings.saved'))
  await expect(field('owner')).toHaveValue('Ueda Sora')

  await save.click()
  await expect(page.getByText(refusals('nothingChanged'))).toBeVisible()

  await field('name').fill(' ')
  await field('tags').fill('a b c d e f g h i j k')
  await field('environment').selectOption('staging')
  await save.click()
  await expect(field('name')).toHaveAccessibleDescription(new RegExp(invalid('required')))
  await expect(page.getByText(invalid('tagsTooMany'))).toBeVisible()
  await expect(field('tags')).toHaveValue('a b c d e f g h i j k')
  await expect(field('environment')).toHaveValue('staging')

  await field('name').fill(`Kyoto ${lineChannelId}`)
  await field('tags').fill('bus, バス')
  await field('type').selectOption('mini_app')
  await save.click()
  // Somebody issued a v2.1 token there, which a MINI App has not.
  await expect(page.getByText(refusals('typeWithoutV21', { tokens: 1, signingKeys: 0 }))).toBeVisible()
  await field('type').selectOption('messaging_api')
  await save.click()
  await expect(saved).toBeVisible()
  await expect(page.getByRole('heading', { name: `Kyoto ${lineChannelId}` })).toBeVisible()

  // Again, from the same form, while somebody else edits in theirs.
  const other = await open('kobayashi')
  await other.goto(page.url())
  await other.getByLabel(channels('new.owner')).fill('Abe Takumi')
  await other.getByRole('button', { name: channels('settings.save') }).click()
  await expect(other.getByText(channels('settings.saved'))).toBeVisible()
  await field('tags').fill('bus')
  await save.click()
  await expect(page.getByText('Owner is now “Abe Takumi”.')).toBeVisible()
  await expect(field('tags')).toHaveValue('bus')
  await field('owner').fill('Abe Takumi')
  await save.click()
  await expect(saved).toBeVisible()
  await field('owner').fill('Ono Kei')
  await save.click()
  await expect(page.getByText('Ono Kei').first()).toBeVisible()

  await tabs.getByRole('link', { name: channels('tabs.history') }).click()
  const told = page.getByRole('table', { name: history('label') })
  await expect(told.getByRole('link', { name: english('permissions')('channel.edit') })).toHaveCount(4)
})

test('a channel is edited without script too', async ({ open }) => {
  const { id } = await givenOwnChannel()
  const page = await open('sato', { javaScriptEnabled: false })
  await page.goto(`/channels/${id}/settings`)
  await page.getByLabel(channels('new.owner')).fill('Lin Yi-chen')
  await page.getByRole('button', { name: channels('settings.save') }).click()
  await expect(page.getByText(channels('settings.saved'))).toBeVisible()
  await expect(page.getByLabel(channels('new.owner'))).toHaveValue('Lin Yi-chen')
})

test('an admin archives a channel after seeing what still lives there, and restores it', async ({ open }) => {
  const { id, lineChannelId } = await givenOwnChannel()
  const [page, operator] = [await open('tanaka'), await open('sato')]
  await operator.goto(`/channels/${id}/settings`)
  const off = operator.getByRole('button', { name: channels('settings.archiveSubmit') })
  await expect(off).toBeDisabled()
  await expect(off).toHaveAccessibleDescription(channels('settings.archiveDenied'))

  await page.goto(`/channels/${id}/settings`)
  const main = page.getByRole('main')
  await expect(main).toContainText(channels('settings.revokesNothing'))
  await expect(main).toContainText(`1 ${english('tokens')('kinds.short-lived')}`)
  await expect(main).toContainText(channels('settings.remains.foreign', { count: 1 }))
  await expect(main).toContainText(channels('settings.remains.stateless'))
  const confirm = page.getByLabel(channels('settings.confirm', { channelId: lineChannelId }))
  await confirm.fill('123')
  await page.getByRole('button', { name: channels('settings.archiveSubmit') }).click()
  await expect(confirm).toHaveAccessibleDescription(
    new RegExp(refusals('archiveUnconfirmed', { channelId: lineChannelId })),
  )
  await expect(confirm).toHaveValue('123')
  await confirm.fill(lineChannelId)
  await page.getByRole('button', { name: channels('settings.archiveSubmit') }).click()
  await expect(page.getByText(channels('settings.archived'), { exact: true })).toBeVisible()
  await expectAccessible(page)
  await expect(page.getByRole('button', { name: channels('settings.save') })).toHaveAccessibleDescription(
    channels('settings.editArchived'),
  )

  // It left the list, and is to be found where one looks for it.
  await operator.goto(`/channels?q=${lineChannelId}`)
  await expect(operator.getByText(channels('emptyFiltered'))).toBeVisible()
  await operator.goto(`/channels?q=${lineChannelId}&state=archived`)
  await operator.getByRole('link', { name: `${OWN} ${lineChannelId}` }).click()
  await expect(operator.getByText(channels('settings.archived'), { exact: true })).toBeVisible()
  const restore = operator.getByRole('button', { name: channels('settings.restore') })
  await expect(restore).toHaveAccessibleDescription(channels('settings.restoreDenied'))

  await operator.goto('/channels/new')
  await operator.getByLabel(channels('new.channelId')).fill(lineChannelId)
  await operator.getByLabel(channels('new.secret')).fill('0'.repeat(32))
  await operator.getByLabel(channels('new.name')).fill('Again')
  await operator.getByLabel(channels('new.environment')).selectOption('staging')
  await operator.getByLabel(channels('new.owner')).fill('Sato')
  await operator.getByRole('button', { name: channels('new.submit') }).click()
  const here = refusals('channelExistsArchived', { name: `${OWN} ${lineChannelId}` })
  await expect(operator.getByText(here)).toBeVisible()

  for (const tab of ['tokens', 'keys', 'history']) {
    await page.goto(`/channels/${id}/${tab}`)
    await expect(page.getByText(channels('settings.archived'), { exact: true })).toBeVisible()
  }
  await page.getByRole('button', { name: channels('settings.restore') }).click()
  await expect(page.getByText(channels('settings.archived'), { exact: true })).toBeHidden()
  const told = page.getByRole('table', { name: history('label') })
  for (const action of ['channel.archive', 'channel.restore'] as const)
    await expect(told.getByRole('row').filter({ hasText: english('permissions')(action) })).toContainText(
      personOf('tanaka').name,
    )
})

test('who may not edit is told why, and sees what there is', async ({ open }) => {
  const page = await open('nattaya')
  await page.goto(`${await channelAddress(page, SHIBUYA)}/settings`)
  const save = page.getByRole('button', { name: channels('settings.save') })
  await expect(save).toBeDisabled()
  await expect(save).toHaveAccessibleDescription(channels('settings.editDenied'))
})
