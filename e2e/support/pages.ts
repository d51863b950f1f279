import type { Page } from '@playwright/test'
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
  await page.goto('/history?action=token.issue&outcome=done')
  const action = english('permissions')('token.issue')
  const event = await page.getByRole('link', { name: action, exact: true }).first().getAttribute('href')
  await page.goto('/history?action=key.activate&outcome=done')
  const activation = english('permissions')('key.activate')
  const change = await page.getByRole('link', { name: activation, exact: true }).first().getAttribute('href')
  return [
    '/channels',
    '/channels/new',
    ...['tokens', 'keys', 'history?action=token.issue'].map((tab) => `${shibuya}/${tab}`),
    `${waiting}/tokens`,
    `${waiting}/keys`,
    ...[`token=${id}`, `revoke=${id}`, 'issue'].map((query) => `${shibuya}/tokens?${query}`),
    '/history',
    '/history?outcome=denied&action=key.generate',
    `/history?target=${id}&actor=settler&from=2020-01-01T00:00:00Z`,
    event ?? '',
    change ?? '',
    '/history/999999',
    '/nowhere',
  ]
}
