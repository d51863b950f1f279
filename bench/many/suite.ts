import type { Suite } from '../suite'
import { measureMany } from './measure'
import { reportOf, tableOf } from './report'

/** Jobs of hundreds of calls, beside a script and beside what LINE's latency alone takes. */
export const many: Suite = {
  rounds: 2,
  warmUps: 1,
  async run(stage, rounds) {
    const report = reportOf(await measureMany(stage, rounds))
    return { report, text: tableOf(report) }
  },
}
