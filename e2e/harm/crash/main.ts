import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { table } from '@/bench/table'
import { brokenLinks, untilSettled } from '../history'
import { type Counts, FAULTS, judge, type Verdict } from '../ledger'
import { type Stage, setStage } from '../stage'
import { type Case, readCases } from './cases'
import { type Harmed, runFault, runKill } from './run-case'

/*
 * npm run test:crash: issues tokens while the process is killed (kill -9) at ten points, or while LINE's answers have
 * every fault of the stand-in, and then asks of each case: is every token LINE minted stored, or told as lost or
 * uncertain? Kagiban knows nothing of it: the points are found on its wires to PostgreSQL and LINE.
 */

// As long as the margin after it, which must be longer than the 3 s by which the stand-in lets clocks differ.
const FENCE_SECONDS = 6
const SETTLED_WITHIN_MS = 120_000
const LATE_MS = 13_000
const FAULTS_AT_ONCE = 3
/** So often a case is begun anew because it was refused. */
const MOST_TRIES = 4

const LABELS: Record<keyof Counts, string> = {
  untracked: 'untracked',
  unbacked: 'acknowledged without token',
  open: 'left open',
  gaps: 'history gaps',
  miscounted: 'slots miscounted',
}

const began = Date.now()
const { cases, lanes, report } = readCases()
const stage = await setStage({ name: 'crash', fenceSeconds: FENCE_SECONDS })
try {
  const harmed = await runAll(stage, cases, lanes)
  // What LINE still works on late, and what has to settle.
  if (cases.some(({ fault }) => fault === 'late')) await sleep(LATE_MS)
  const open = await untilSettled(SETTLED_WITHIN_MS)
  const verdicts = await inTurns(harmed, 4, ({ channel, answer }) => judge(stage, channel, [answer]))
  // Only an intent that was never committed leaves nothing behind.
  for (const [index, one] of harmed.entries())
    if (verdicts[index]?.states.length === 0 && one.one.point !== 'intent-written') one.met = false
  const broken = await brokenLinks()
  process.exitCode = tell(harmed, verdicts, { open, broken: broken.length }) ? 0 : 1
} finally {
  await stage.close()
}

/** Runs the cases in lanes: each lane has one process after the other, a kill ends one and faults come before it. */
async function runAll(on: Stage, all: readonly Case[], laneCount: number): Promise<Harmed[]> {
  const faults = all.filter(({ fault }) => fault)
  const kills = all.filter(({ point }) => point)
  // As many for each process as there are processes to share them.
  const share = Math.min(FAULTS_AT_ONCE, Math.ceil(faults.length / Math.max(1, kills.length)))
  const done: Harmed[] = []
  const again = new Map<Case, number>()
  /** Kagiban spares LINE, and then a case that shares its process with others is refused and has shown nothing. */
  const keep = (one: Harmed) => {
    const tries = again.get(one.one) ?? 0
    if (one.met || one.answer.code !== 'busy' || tries === MOST_TRIES) done.push(one)
    else {
      again.set(one.one, tries + 1)
      ;(one.one.fault ? faults : kills).push(one.one)
    }
  }
  const lane = async () => {
    const instance = await on.instance()
    while (faults.length > 0 || kills.length > 0) {
      await instance.start()
      const some = faults.splice(0, kills.length > 0 ? share : FAULTS_AT_ONCE)
      const kill = kills.shift()
      for (const one of await Promise.all(some.map((each) => runFault(on, instance, each)))) keep(one)
      if (kill) keep(await runKill(on, instance, kill))
      process.stdout.write(`\r  ${done.length} of ${all.length} cases`)
    }
    await instance.start()
  }
  await Promise.all(Array.from({ length: Math.min(laneCount, all.length) }, lane))
  process.stdout.write('\n')
  return done
}

async function inTurns<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += width)
    results.push(...(await Promise.all(items.slice(at, at + width).map(work))))
  return results
}

function tell(
  harmed: readonly Harmed[],
  verdicts: readonly Verdict[],
  rest: { open: number; broken: number },
): boolean {
  const totals = Object.fromEntries(
    FAULTS.map((name) => [name, verdicts.reduce((sum, { counts }) => sum + counts[name], 0)]),
  ) as Counts
  totals.gaps += rest.broken
  const unmet = harmed.filter(({ met }) => !met)
  const failed = harmed.filter(({ met }, index) => !met || (verdicts[index]?.why.length ?? 0) > 0)
  const sum = (of: (verdict: Verdict) => number) => verdicts.reduce((all, one) => all + of(one), 0)
  const states = new Map<string, number>()
  for (const state of verdicts.flatMap((one) => one.states)) states.set(state, (states.get(state) ?? 0) + 1)

  const seconds = Math.round((Date.now() - began) / 1000)
  const told = [...states].map(([state, count]) => `${count} ${state}`).join(', ')
  process.stdout.write(`
  ${harmed.length} cases in ${seconds} s: LINE minted ${sum((one) => one.minted)} tokens, ${sum((one) => one.stored)} are stored
  operations: ${told}

${table([...FAULTS.map((name) => [LABELS[name], String(totals[name])]), ['points or faults not met', String(unmet.length)]])}
`)
  for (const [index, { one, met, answer }] of harmed.entries()) {
    const why = [
      ...(met ? [] : [`not met (answer: ${answer.status} ${answer.code ?? ''})`]),
      ...(verdicts[index]?.why ?? []),
    ]
    if (why.length > 0)
      process.stdout.write(
        `  FAILED ${one.name}, round ${one.round}: ${why.join('; ')}\n    again: npm run test:crash -- --only ${one.name}\n`,
      )
  }
  if (rest.broken > 0) process.stdout.write(`  FAILED: the chain of the history is broken in ${rest.broken} places\n`)
  const whole = rest.broken > 0 || rest.open > 0 ? 1 : 0
  if (report)
    writeFileSync(
      report,
      JSON.stringify({
        passed: harmed.length - failed.length,
        failed: failed.length + (failed.length ? 0 : whole),
        skipped: 0,
      }),
    )
  return failed.length === 0 && whole === 0
}
