import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from '@playwright/test'
import pg from 'pg'
import type { Place } from './leak-scan'
import { setting } from './setting'

const STATIC = resolve(import.meta.dirname, '../../.next/static')

/** Keeps every answer a browser gets from Kagiban from now on but for files: its address, headers without cookies, body. */
export async function keepAnswers(page: Page): Promise<Place[]> {
  const places: Place[] = []
  // In the way of each answer, because a browser forgets what it got as soon as it goes on.
  const pages = (url: URL) => url.origin === setting.url && !url.pathname.startsWith('/_next/')
  await page.route(pages, async (route) => {
    const response = await route.fetch({ maxRedirects: 0 })
    const body = await response.body()
    const { 'set-cookie': _cookie, ...headers } = response.headers()
    const name = `${route.request().method()} ${new URL(response.url()).pathname}`
    places.push({ name, text: [response.url(), JSON.stringify(headers), body.toString('latin1')].join('\n') })
    await route.fulfill({ response, body })
  })
  return places
}

/** A page as HTML and as what the router fetches instead. */
export async function readPage(page: Page, address: string): Promise<Place[]> {
  const { request } = page.context()
  const html = await request.get(address)
  const payload = await request.get(address, { headers: { rsc: '1' } })
  return [
    { name: `HTML of ${address}`, text: (await html.body()).toString('latin1') },
    { name: `RSC of ${address}`, text: (await payload.body()).toString('latin1') },
  ]
}

/** Every script, style and source map a browser can ask for. */
export const readStatic = (): Place[] => readFolder(STATIC)

/** What the server and its database wrote beside the tables. */
export function readFiles(): Place[] {
  const logs = [setting.serverLog, join(setting.dataDir, 'postgres.log')].filter((path) => existsSync(path))
  return [...logs.map(readPlace), ...readFolder(join(setting.dataDir, 'spool')), ...readCommandLines()]
}

/** Every row of every table, with every column. */
export async function readTables(): Promise<Place[]> {
  const client = new pg.Client({ connectionString: setting.databaseUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'`,
    )
    const places: Place[] = []
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string }>(`SELECT row_to_json(t)::text AS text FROM ${name} t`)
      places.push({ name: `table ${name}`, text: rows.map(({ text }) => text).join('\n') })
    }
    return places
  } finally {
    await client.end()
  }
}

function readFolder(folder: string): Place[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => readPlace(join(entry.parentPath, entry.name)))
}

const readPlace = (path: string): Place => ({
  name: `file ${path.split('/').slice(-2).join('/')}`,
  text: readFileSync(path, 'latin1'),
})

/** Any user of a machine may read how a process was started. */
function readCommandLines(): Place[] {
  if (process.platform !== 'linux') return []
  const commands = readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
      } catch {
        // It ended meanwhile.
        return ''
      }
    })
  return [{ name: 'command lines', text: commands.join('\n') }]
}
