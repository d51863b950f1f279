import { LATENCY_MS, onStage } from '../stage'
import type { Suite } from '../suite'
import { measureIssuing } from './measure'
import { reportOf, tableOf } from './report'

/** Issuing a token, beside the bare calls of a script. */
export const issue: Suite = {
  rounds: 100,
  warmUps: 50,
  async run(rounds) {
    const report = reportOf(await onStage((stage) => measureIssuing(stage, rounds)), LATENCY_MS)
    return { report, text: tableOf(report) }
  },
}
