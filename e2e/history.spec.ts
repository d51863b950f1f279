import { expect, test } from './fixtures'
import { SHIBUYA } from './support/names'
import { english } from './support/words'

const history = english('history')
const common = english('common')

test('the history is paged by place, filtered by address, and each event opens', async ({ open }) => {
  const page = await open('tanaka')
  const table = page.getByRole('table', { name: history('label') })
  const places = () =>
    table.getByRole('link').evaluateAll((links) =>
      links
        .map((link) => /^\/history\/(\d+)$/.exec(link.getAttribute('href') ?? '')?.[1])
        .filter(Boolean)
        .map(Number),
    )
  const pager = page.getByRole('navigation', { name: common('pages') })
  await page.goto('/history')
  const first = await places()
  expect(first).toHaveLength(50)
  await pager.getByRole('link', { name: common('next') }).click()
  await expect(page).toHaveURL(/before=/)
  await expect.poll(places).not.toEqual(first)
  const second = await places()
  expect(Math.max(...second)).toBe(Math.min(...first) - 1)
  await pager.getByRole('link', { name: common('previous') }).click()
  await expect.poll(places).toEqual(first)

  await page.getByLabel(history('channel'), { exact: true }).selectOption({ label: SHIBUYA })
  await page.getByLabel(history('outcome'), { exact: true }).selectOption('done')
  await page.getByLabel(history('action'), { exact: true }).selectOption('token.issue')
  await page.getByRole('button', { name: history('filter.apply') }).click()
  await expect(page).toHaveURL(/action=token\.issue/)
  const rows = table.getByRole('row').filter({ has: page.getByRole('link', { name: SHIBUYA }) })
  await expect(rows.filter({ hasText: english('permissions')('token.issue') }).first()).toBeVisible()
  expect(await rows.filter({ hasNotText: history('outcomes.done') }).count()).toBe(0)
  await table
    .getByRole('link', { name: english('permissions')('token.issue') })
    .first()
    .click()
  await expect(page.getByText(history('event.previousHash'))).toBeVisible()
  await expect(page.getByRole('link', { name: history('outcomes.requested') })).toBeVisible()
})
