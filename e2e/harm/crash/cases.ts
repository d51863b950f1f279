import { parseArgs } from 'node:util'
import { ISSUED_KINDS, type IssuedKind } from '@/lib/tokens/schema'
import { type FaultKind, faultKinds } from '@/sandbox/line/faults'
import { POINTS, type Point } from './points'

/** One issue that comes to harm: its process is killed at a point, or LINE's answer has a fault. */
export interface Case {
  name: string
  kind: IssuedKind
  /** Which of the rounds of the same. */
  round: number
  point?: Point
  fault?: FaultKind
}

/** `npm test` runs these: every point and the worst faults once, over all kinds. */
const SAMPLE = [
  ...['intent-written:v2.1', 'intent-committed:stateless', 'calling-passed:short-lived', 'calling-committed:v2.1'],
  ...['line-asked:short-lived', 'line-minted:v2.1', 'save-written:stateless', 'save-committed:short-lived'],
  ...['late:v2.1', 'reset-after:short-lived', 'truncated:v2.1', 'bad-json:stateless'],
]

const USAGE = `Usage: npm run test:crash -- [--only POINT-or-FAULT:KIND]... [--rounds N] [--lanes N] [--sample] [--report FILE]
  points: ${POINTS.join(' ')}
  faults: ${faultKinds.join(' ')}
  kinds:  ${ISSUED_KINDS.join(' ')}`

/** The cases the command line asks for, and how to run them. */
export function readCases() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true },
      rounds: { type: 'string' },
      lanes: { type: 'string', default: '4' },
      sample: { type: 'boolean', default: false },
      report: { type: 'string' },
    },
  })
  const rounds = Number(values.rounds ?? (values.sample ? 1 : 5))
  const wanted = values.only ?? (values.sample ? SAMPLE : null)
  const cases = everyCase(rounds).filter(({ name }) => !wanted || wanted.includes(name))
  const lanes = Number(values.lanes)
  const unknown = wanted?.filter((one) => !cases.some(({ name }) => name === one)) ?? []
  if (!(rounds > 0 && lanes > 0 && unknown.length === 0)) throw new Error(USAGE)
  return { cases, lanes, report: values.report }
}

function everyCase(rounds: number): Case[] {
  const cases: Case[] = []
  for (let round = 1; round <= rounds; round++)
    for (const kind of ISSUED_KINDS) {
      for (const point of POINTS) cases.push({ name: `${point}:${kind}`, kind, round, point })
      for (const fault of faultKinds) cases.push({ name: `${fault}:${kind}`, kind, round, fault })
    }
  return cases
}
