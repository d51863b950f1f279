import { SOURCES } from '@/lib/verifying/schema'
import { walk } from '@/lib/verifying/walk'
import { randomOf } from '../evictions/random'
import { ATTACKS } from './attacks'
import { EDITS } from './edits'
import { type HistoryStage, setHistory } from './history-stage'

/** Of so many instances, how many were seen with the chain alone, and with each further source. */
export interface Row {
  name: string
  seen: number[]
  expected: number[]
}

/** The share that must be seen with: the chain · and keyed hashes · and checkpoints kept · and those delivered. */
const EXPECTED: Record<string, readonly number[]> = {
  ...Object.fromEntries(Object.keys(EDITS).map((name) => [name, [1, 1, 1, 1]])),
  'edit, hash anew to the end, drop later checkpoints': [0, 1, 1, 1],
  'the same behind the last checkpoint': [0, 1, 1, 1],
  'the first with the key for keyed hashes': [0, 0, 0, 1],
  'cut off the end, a delivered checkpoint with it': [0, 0, 0, 1],
  // Nobody can see this one, and Kagiban says so.
  'cut off the end behind the last delivered checkpoint': [0, 0, 0, 0],
}

const START = { seq: 0, hash: '0'.repeat(64) }
const PER_HISTORY = 10

/** Tampers `instances` times in each way with histories of the server, and counts what is seen by what. */
export async function tamperAll(serverUrl: string, instances: number, seed: number): Promise<Row[]> {
  const ways = Object.entries({ ...EDITS, ...ATTACKS })
  const rows = ways.map(
    ([name]): Row => ({
      ...{ name, seen: SOURCES.map(() => 0) },
      expected: (EXPECTED[name] ?? []).map((share) => share * instances),
    }),
  )
  for (let from = 0; from < instances; from += PER_HISTORY) {
    const stage = await setHistory(serverUrl, randomOf(seed + from).whole)
    try {
      await stage.unbind()
      if ((await walk(START, 10_000)).problems.length > 0) throw new Error('an untouched history does not hold')
      for (let nth = from; nth < Math.min(instances, from + PER_HISTORY); nth++)
        for (const [index, [, tamper]] of ways.entries()) {
          const found = await seenBy(stage, (owner, marks) => tamper(owner, marks, randomOf(seed + 1000 * nth + index)))
          for (const [column] of SOURCES.entries())
            if (SOURCES.slice(0, column + 1).some((source) => found.has(source)))
              (rows[index] as Row).seen[column] = (rows[index]?.seen[column] ?? 0) + 1
        }
    } finally {
      await stage.close()
    }
  }
  return rows
}

async function seenBy(
  stage: HistoryStage,
  tamper: (owner: HistoryStage['owner'], marks: HistoryStage['marks']) => Promise<void>,
): Promise<ReadonlySet<string>> {
  await tamper(stage.owner, stage.marks)
  const { problems } = await walk(START, 10_000)
  await stage.putBack()
  return new Set(problems.map(({ source }) => source))
}
