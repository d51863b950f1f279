import { rounded, summaryOf } from '../statistics'
import { table } from '../table'
import type { Times } from './measure'

const GOAL_RATIO = 1.3
const GOAL_OWN_MS = 12

/** What issuing costs, in ms: `own` is what Kagiban adds to the bare calls, `standIn` what they wait beyond the latency. */
export function reportOf(times: Times, latencyMs: number) {
  const bare = summaryOf(times.bare)
  const beside = (values: number[]) => {
    const { p50, p99 } = summaryOf(values)
    return {
      p50,
      p99,
      ratioP50: rounded(p50 / bare.p50),
      ratioP99: rounded(p99 / bare.p99),
      ownP50: rounded(p50 - bare.p50),
    }
  }
  return {
    rounds: bare.rounds,
    latencyMs,
    goals: { ratioP50: GOAL_RATIO, ownP50: GOAL_OWN_MS },
    action: beside(times.action),
    redrawn: beside(times.redrawn),
    inProcess: beside(times.inProcess),
    bare: { p50: bare.p50, p99: bare.p99 },
    standIn: summaryOf(times.bareCalls.map((ms) => ms - 2 * latencyMs)),
  }
}
export type Report = ReturnType<typeof reportOf>

const ms = (value: number) => `${value.toFixed(1)} ms`
const times = (value: number) => `${value.toFixed(2)} x`

/** The same for people. */
export function tableOf({ rounds, latencyMs, goals, action, redrawn, inProcess, bare, standIn }: Report): string {
  const row = (name: string, side: Report['action']) => [
    ...[name, ms(side.p50), ms(side.p99)],
    ...[times(side.ratioP50), times(side.ratioP99), ms(side.ownP50)],
  ]
  const rows = [
    ['', 'p50', 'p99', 'ratio p50', 'ratio p99', 'own p50'],
    row('server action, token in hand', action),
    row('server action, page redrawn', redrawn),
    row('perform, in process', inProcess),
    ['bare @line/bot-sdk', ms(bare.p50), ms(bare.p99), '', '', ''],
  ]
  const met = action.ratioP50 <= goals.ratioP50 && action.ownP50 <= goals.ownP50
  return `
  Issuing a v2.1 token: ${rounds} rounds in turns, LINE's stand-in at ${latencyMs} ms a call, two calls each

${table(rows)}
  Goals: ratio p50 <= ${goals.ratioP50} x, own p50 <= ${goals.ownP50} ms: ${met ? 'met' : 'not met'}.
  Beyond its latency the stand-in and the way to it take ${ms(standIn.p50)} of each bare round (p99 ${ms(standIn.p99)}).
`
}
