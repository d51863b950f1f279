import { statSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { rounded, type Summary } from '../statistics'
import type { Rounds, Suite } from '../suite'
import { table } from '../table'
import { type Appends, measureAppends } from './appends'
import { onDatabase } from './database'
import { measurePages } from './pages'
import { castOf, seedHistory } from './seed'
import { exportTo, measureVerifying } from './verifying'

const SIZES = [10_000, 100_000, Number(process.env.BENCH_EVENTS ?? 1_000_000)]
const APPEND_SECONDS = 5

interface Size {
  events: number
  seedSeconds: number
  pages: Record<string, Summary>
}

/** The history at three sizes: its pages; and at the largest what exporting and verifying it takes, and appending to it. */
export const history: Suite = {
  rounds: 100,
  warmUps: 20,
  async run(rounds) {
    const sizes: Size[] = []
    for (const events of SIZES.slice(0, -1))
      sizes.push(await onDatabase(({ ownerUrl }) => atSize(ownerUrl, events, rounds)))
    const largest = SIZES.at(-1) ?? 0
    const { size, exported, bytes, verified, appended } = await onDatabase(async ({ ownerUrl, folder }) => {
      const at = await atSize(ownerUrl, largest, rounds)
      const file = join(folder, 'export.jsonl')
      return {
        size: at,
        exported: await exportTo(file),
        bytes: statSync(file).size,
        verified: await measureVerifying(file),
        appended: await measureAppends(ownerUrl, at.channelId, APPEND_SECONDS),
      }
    })
    sizes.push(size)
    const report = { sizes, exported, bytes, verified, appended }
    return { report, text: textOf(report) }
  },
}

async function atSize(ownerUrl: string, events: number, rounds: Rounds): Promise<Size & { channelId: string }> {
  const cast = await castOf()
  const start = performance.now()
  await seedHistory(ownerUrl, events, cast)
  const seedSeconds = (performance.now() - start) / 1000
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  // As autovacuum leaves it; a history that grew event by event was visited long ago.
  await owner.query('VACUUM ANALYZE')
  await owner.end()
  return { events, seedSeconds, pages: await measurePages(cast, events, rounds), channelId: cast.channels[0] ?? '' }
}

interface Report {
  sizes: readonly Size[]
  exported: { grewMiB: number; seconds: number }
  bytes: number
  verified: { file: number; database: number; bare: number }
  appended: readonly Appends[]
}

function textOf({ sizes, exported, bytes, verified, appended }: Report): string {
  const [first] = sizes
  const last = sizes.at(-1)
  const names = Object.keys(first?.pages ?? {})
  const cell = (summary: Summary | undefined) =>
    summary ? `${summary.p50.toFixed(1)} / ${summary.p99.toFixed(1)}` : ''
  const rows = names.map((name) => [
    name,
    ...sizes.map(({ pages }) => cell(pages[name])),
    `${rounded((last?.pages[name]?.p50 ?? 0) / (first?.pages[name]?.p50 ?? 1))} x`,
  ])
  const of = (seconds: number) => `${seconds.toFixed(1)} s, ${rounded(seconds / verified.bare)} x`
  return `
  The history, a page of 50 with its total: p50 / p99 in ms, and the ratio of p50 at ${last?.events} to ${first?.events}

${table([['events', ...sizes.map(({ events }) => String(events)), 'ratio'], ...rows])}
  Exporting ${last?.events} events (${Math.round(bytes / 1024 / 1024)} MiB): ${exported.seconds.toFixed(1)} s, ${exported.grewMiB} MiB more memory.
  Verifying them: bare SHA-256 ${verified.bare.toFixed(1)} s; the file ${of(verified.file)}; the database ${of(verified.database)}.
${appended.map(({ writers, chained, plain, ratio }) => `  Changes a second by ${writers}: ${chained}, with plain rows ${plain}: ratio ${rounded(ratio)}.\n`).join('')}`
}
