import { onStage } from '../stage'
import type { Suite } from '../suite'
import { measureMany } from './measure'
import { reportOf, tableOf } from './report'

/** Jobs of hundreds of calls, beside a script and beside what LINE's latency alone takes. */
export const many: Suite = {
  rounds: 2,
  warmUps: 1,
  async run(rounds) {
    const report = reportOf(await onStage((stage) => measureMany(stage, rounds)))
    return { report, text: tableOf(report) }
  },
}
