import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { history } from './history/suite'
import { issue } from './issue/suite'
import { many } from './many/suite'
import type { Suite } from './suite'

// npm run bench [-- SUITE]...: runs these, all of them without a name; the figures also go to bench/output/SUITE.json.
const SUITES: Readonly<Record<string, Suite>> = { issue, many, history }
const OUTPUT = join(import.meta.dirname, 'output')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, 'warm-ups': { type: 'string' } },
})
const isCount = (text: string | undefined, least: number) =>
  text === undefined || (/^\d+$/.test(text) && Number(text) >= least)
if (!isCount(values.rounds, 1) || !isCount(values['warm-ups'], 0) || positionals.some((name) => !SUITES[name]))
  throw new Error(`Usage: npm run bench -- [${Object.keys(SUITES).join(' | ')}]... [--rounds N] [--warm-ups N]`)

mkdirSync(OUTPUT, { recursive: true })
for (const [name, suite] of Object.entries(SUITES)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  const rounds = Number(values.rounds ?? suite.rounds)
  const warmUps = Number(values['warm-ups'] ?? suite.warmUps)
  const machine = { cores: availableParallelism(), node: process.version, loadBefore: loadavg()[0] ?? 0 }
  const at = new Date().toISOString()
  const { report, text } = await suite.run({ rounds, warmUps })
  writeFileSync(
    join(OUTPUT, `${name}.json`),
    `${JSON.stringify({ at, machine, rounds, warmUps, ...report }, null, 2)}\n`,
  )
  process.stdout.write(text)
}
