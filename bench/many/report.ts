import { LATENCY_MS } from '../stage'
import { percentile, rounded } from '../statistics'
import { table } from '../table'
import type { Measured, measureMany } from './measure'

/** So many calls at once Kagiban makes to LINE (lib/line/care/gate.ts). */
const AT_ONCE = 4

/** Medians: a job's total in ms, beside that of the script and beside what LINE's latency alone takes, four calls at once. */
export function reportOf({ seedSeconds, measured, revokeCalls }: Awaited<ReturnType<typeof measureMany>>) {
  const rows = measured.map(({ name, items, tokens, callsEach, times }: Measured) => {
    const [job, script] = [percentile(times.job, 0.5), percentile(times.script, 0.5)]
    const limit = (LATENCY_MS * callsEach * items) / AT_ONCE
    return {
      ...{ name, items, tokens, callsEach },
      ...{ job: rounded(job), script: rounded(script), limit },
      perItem: rounded(job / items),
      perToken: rounded(job / tokens),
      toScript: rounded(job / script),
      toLimit: rounded(job / limit),
      busy: rounded(percentile(times.busy, 0.5)),
      rounds: { job: times.job.map(rounded), script: times.script.map(rounded) },
    }
  })
  return { latencyMs: LATENCY_MS, atOnce: AT_ONCE, seedSeconds: rounded(seedSeconds), measured: rows, revokeCalls }
}
export type Report = ReturnType<typeof reportOf>

const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`
const times = (value: number) => `${value.toFixed(2)} x`

/** The same for people. */
export function tableOf({ latencyMs, atOnce, seedSeconds, measured, revokeCalls }: Report): string {
  const rows = [
    ['', 'job', 'per token', 'script', 'of script', 'limit', 'of limit', 'machine busy'],
    ...measured.map(({ name, job, perToken, script, toScript, limit, toLimit, busy }) => [
      ...[name, seconds(job), `${perToken.toFixed(1)} ms`],
      ...[seconds(script), times(toScript), seconds(limit), times(toLimit), `${(busy * 100).toFixed(0)} %`],
    ]),
  ]
  const [calls = {}] = revokeCalls
  const asked = Object.entries(calls).map(([endpoint, count]) => `${count} ${endpoint}`)
  return `
  Many at once: medians of ${measured[0]?.rounds.job.length} rounds in turns, LINE's stand-in at ${latencyMs} ms a call, ${atOnce} calls at once;
  the script asks one after the other with @line/bot-sdk, the limit is the latency alone, which a busy machine (by whomever) does not reach

${table(rows)}
  A job of ${measured.at(-1)?.items} revokes asked LINE: ${asked.join(', ')}.
  Seeded in ${seedSeconds.toFixed(0)} s.
`
}
