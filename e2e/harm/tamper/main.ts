import { parseArgs } from 'node:util'
import { table } from '@/bench/table'
import { startThrowAwayServer } from '@/sandbox/database/server'
import { randomOf } from '../evictions/random'
import { setHistory } from './history-stage'
import { tamperAll } from './matrix'
import { writeTogether } from './writers'

/*
 * npm run test:tamper: thirteen edits of a stored history and five attacks of whoever administers its database, each a
 * hundred times, seen or not seen exactly as security has it; and eight writers on two instances, who must not fork it.
 */
const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '100' },
    events: { type: 'string', default: '20000' },
    seed: { type: 'string', default: '20261124' },
  },
})
const instances = Number(values.instances)
const began = Date.now()
const server = await startThrowAwayServer()
let failed = 0
try {
  const rows = await tamperAll(server.url, instances, Number(values.seed))
  failed += rows.filter(({ seen, expected }) => String(seen) !== String(expected)).length
  process.stdout.write(
    table([
      ['seen by', 'the chain', '+ keyed hashes', '+ checkpoints kept', '+ delivered', 'as it must be'],
      ...rows.map(({ name, seen, expected }) => [
        name,
        ...seen.map((count) => `${count}/${instances}`),
        String(seen) === String(expected) ? 'yes' : `NO: ${expected}`,
      ]),
    ]),
  )
  const stage = await setHistory(server.url, randomOf(Number(values.seed)).whole)
  try {
    const written = await writeTogether(Number(values.events))
    process.stdout.write(`\n  8 writers on two instances: ${JSON.stringify(written)}\n`)
    const { events, forks, gaps, problems } = written
    if (events !== Number(values.events) || forks + gaps + problems > 0) failed += 1
  } finally {
    await stage.close()
  }
} finally {
  await server.stop()
}
process.stdout.write(`  ${failed === 0 ? 'ok' : `FAILED ${failed}`}, ${Math.round((Date.now() - began) / 1000)} s\n`)
process.exitCode = failed === 0 ? 0 : 1
