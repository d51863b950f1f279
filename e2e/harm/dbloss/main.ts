import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { table } from '@/bench/table'
import { database } from '@/lib/db/client'
import { startEmbedded } from '@/lib/db/embedded'
import { ISSUED_KINDS } from '@/lib/tokens/schema'
import { type HarmChannel, makeChannel } from '../channels'
import { brokenLinks, untilSettled } from '../history'
import type { Instance } from '../instance'
import { judge } from '../ledger'
import { type Stage, setStage } from '../stage'
import { type Answer, submitIssue, visit } from '../submit'
import { holdAt, MOMENTS, type Moment } from './moments'

/*
 * npm run test:dbloss: PostgreSQL is stopped as by `pg_ctl stop -m immediate` while twelve issues are at five moments,
 * four times each. Every token LINE minted must be stored or recorded, the process must not die, and it must serve a page
 * within five seconds of the database's return.
 */

const IN_FLIGHT = 12
const ROUNDS = 4
// Shorter and longer than the app tries to save an answer before it keeps it on disk.
const AWAY_MS = [1500, 7000]
const SERVES_WITHIN_MS = 5000
const SETTLED_WITHIN_MS = 60_000

interface Round {
  moment: Moment
  round: number
  held: number
  awayMs: number
  servedMs: number | null
  samePid: boolean
  open: number
  fromSpool: number
  answers: Answer[]
}

const began = Date.now()
const stage = await setStage({ name: 'dbloss', fenceSeconds: 4 })
try {
  const instance = await stage.instance()
  await instance.start()
  const channels: HarmChannel[] = []
  for (let index = 0; index < IN_FLIGHT; index++) {
    // Half of them v2.1, which LINE lists.
    const kind = index % 2 === 0 ? 'v2.1' : (ISSUED_KINDS[1 + (index % 4 === 1 ? 0 : 1)] ?? 'stateless')
    channels.push(await makeChannel(stage, kind, { name: `Loss ${index + 1}` }))
  }
  const rounds: Round[] = []
  for (const moment of MOMENTS)
    for (let round = 1; round <= ROUNDS; round++) {
      rounds.push(await lose(stage, instance, channels, moment, round))
      process.stdout.write(`\r  ${rounds.length} of ${MOMENTS.length * ROUNDS} losses`)
    }
  process.stdout.write('\n')
  process.exitCode = (await tell(channels, rounds)) ? 0 : 1
} finally {
  await stage.close()
}

async function lose(
  on: Stage,
  instance: Instance,
  channels: HarmChannel[],
  moment: Moment,
  round: number,
): Promise<Round> {
  const pid = instance.pid()
  const spooledBefore = await countSpooled()
  const hold = holdAt(instance, moment, channels)
  const answering = Promise.all(
    channels.map(({ channelId, kind }) =>
      submitIssue(on.door, instance.url, kind, { channelId, submission: randomUUID(), proof: 'assertion' }),
    ),
  )
  const held = await hold.held()
  await stopAtOnce(on.dataDir)
  instance.unwatch()
  hold.release()
  const awayMs = AWAY_MS[round % 2] ?? 0
  await sleep(awayMs)
  const { url } = await startEmbedded(on.dataDir)
  on.leadTo(url)
  const backAt = Date.now()
  let servedMs: number | null = null
  while (servedMs === null && Date.now() - backAt < 4 * SERVES_WITHIN_MS) {
    if ((await visit(on.door, instance.url, '/channels')) === 200) servedMs = Date.now() - backAt
    else await sleep(50)
  }
  const answers = await answering
  const open = await untilSettled(SETTLED_WITHIN_MS)
  const fromSpool = (await countSpooled()) - spooledBefore
  const samePid = pid !== undefined && instance.pid() === pid && isAlive(pid)
  return { moment, round, held, awayMs, servedMs, samePid, open, fromSpool, answers }
}

/** Ends PostgreSQL as `pg_ctl stop -m immediate` does: SIGQUIT to the first of its processes. */
async function stopAtOnce(dataDir: string): Promise<void> {
  const pid = Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(pid, 'SIGQUIT')
  while (isAlive(pid)) await sleep(20)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function countSpooled(): Promise<number> {
  return database().event.count({ where: { outcome: 'settled', body: { contains: '"from":"spool"' } } })
}

async function tell(channels: readonly HarmChannel[], rounds: readonly Round[]): Promise<boolean> {
  const verdicts = await Promise.all(
    channels.map((channel, index) =>
      judge(
        stage,
        channel,
        rounds.flatMap(({ answers }) => answers[index] ?? []),
      ),
    ),
  )
  const broken = await brokenLinks()
  const asked = rounds.length * IN_FLIGHT
  const sum = (of: (round: Round) => number) => String(rounds.reduce((all, one) => all + of(one), 0))
  const shown = ({ answers }: Round) => answers.filter(({ value }) => value !== null).length
  const seconds = (ms: number | null) => (ms === null ? 'never' : `${(ms / 1000).toFixed(1)} s`)
  const rows = rounds.map((one) => [
    `${one.moment} ${one.round}`,
    ...[String(one.held), seconds(one.awayMs), seconds(one.servedMs), one.samePid ? 'yes' : 'NO'],
    ...[String(shown(one)), String(one.fromSpool), String(one.open)],
  ])
  const head = ['lost while', 'held', 'away', 'served after', 'same process', 'shown', 'from spool', 'left open']
  const minted = verdicts.reduce((all, one) => all + one.minted, 0)
  const stored = verdicts.reduce((all, one) => all + one.stored, 0)
  const states = new Map<string, number>()
  for (const state of verdicts.flatMap((one) => one.states)) states.set(state, (states.get(state) ?? 0) + 1)
  process.stdout.write(`
  ${asked} issues, ${rounds.length} losses of the database in ${Math.round((Date.now() - began) / 1000)} s

${table([head, ...rows])}
  LINE minted ${minted} tokens: ${stored} are stored (${sum((one) => one.fromSpool)} of them from the spool), the others are recorded
  operations: ${[...states].map(([state, count]) => `${count} ${state}`).join(', ')}

`)
  const faults = [
    ...verdicts.flatMap(({ why }, index) => why.map((one) => `${channels[index]?.kind} channel ${index + 1}: ${one}`)),
    ...rounds.filter((one) => !one.samePid).map((one) => `${one.moment} ${one.round}: the process died`),
    ...rounds
      .filter(({ servedMs }) => servedMs === null || servedMs > SERVES_WITHIN_MS)
      .map((one) => `${one.moment} ${one.round}: served after ${seconds(one.servedMs)}`),
    ...rounds.filter(({ open }) => open > 0).map((one) => `${one.moment} ${one.round}: ${one.open} left open`),
    ...rounds.filter(({ held }) => held === 0).map((one) => `${one.moment} ${one.round}: nothing was held`),
    ...(broken.length > 0 ? [`the chain of the history is broken in ${broken.length} places`] : []),
  ]
  for (const fault of faults) process.stdout.write(`  FAILED ${fault}\n`)
  if (faults.length === 0)
    process.stdout.write('  Every token is stored or recorded, no process died, all served again in time.\n')
  return faults.length === 0
}
