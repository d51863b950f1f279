import 'server-only'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { findAnchor } from '@/lib/history/checkpoints/queries'
import type { Problem } from './schema'
import { tellBroken, tellPassed } from './tell'
import { type Place, walk } from './walk'

/** So many places are verified at a time: a few tenths of a second. */
const AT_ONCE = 5_000
/** Whoever verifies keeps others from it that long, and again with each stretch. */
const HELD_MS = 60_000

/** A problem as it is kept, with the pass that found it, by when that began (ISO): a later whole pass that finds nothing ends it. */
type FoundProblem = Problem & { pass: string }

/**
 * Verifies a stretch of the history, going on where the last one ended, and from the first event again once it has reached
 * the last: so all of it is verified again and again. What does not hold is kept, and told by an event. Answers whether
 * somebody waits for the pass under way; null when another instance verifies just now.
 */
export async function checkStretch(): Promise<{ waited: boolean } | null> {
  const anchor = await findAnchor()
  const state = await take(anchor)
  if (!state) return null
  const { at, end, problems } = await walk(state.seq < anchor.seq ? anchor : state, AT_ONCE)
  const [first] = problems
  const pass = state.beganAt.toISOString()
  const foundHere = state.problem?.pass === pass
  const found = first && !foundHere ? { ...first, pass } : null
  const problem = found ?? (end && !foundHere ? null : state.problem)
  await put(state, { next: end ? anchor : at, ...(end ? { passed: at } : {}), problem })
  if (found && !isSame(found, state.problem)) await tellBroken(found)
  if (end && state.askedBy !== null) await tellPassed(state.askedBy, anchor.seq, at.seq, problem)
  return { waited: state.askedBy !== null && !end }
}

/** Verifies until nobody waits for it any more, as fast as it goes. */
export async function checkUntilPassed(): Promise<void> {
  while ((await checkStretch())?.waited);
}

const isSame = (one: Problem, other: Problem | null) => one.seq === other?.seq && one.kind === other.kind

interface State extends Place {
  beganAt: Date
  askedBy: string | null
  problem: FoundProblem | null
}

/** Where to go on, held for this process; null while another one holds it. */
async function take(anchor: Place): Promise<State | null> {
  const [row] = await database().$queryRaw<(Omit<State, keyof Place> & { seq: bigint; hash: Uint8Array })[]>`
    INSERT INTO "HistoryCheck" AS c (chain, seq, hash, "beganAt", "heldUntil")
    VALUES ('history', ${anchor.seq}, ${Buffer.from(anchor.hash, 'hex')}, now(), now() + ${HELD_MS} * interval '1 ms')
    ON CONFLICT (chain) DO UPDATE SET "heldUntil" = EXCLUDED."heldUntil", "beganAt" = coalesce(c."beganAt", now())
    WHERE c."heldUntil" IS NULL OR c."heldUntil" <= now()
    RETURNING seq, hash, "beganAt", "askedBy", problem`
  return row ? { ...row, seq: Number(row.seq), hash: Buffer.from(row.hash).toString('hex') } : null
}

/** Lets go of it, unless somebody has asked for a pass from the first event meanwhile. */
async function put(
  { beganAt }: State,
  { next, passed, problem }: { next: Place; passed?: Place; problem: FoundProblem | null },
): Promise<void> {
  const now = new Date()
  await database().historyCheck.updateMany({
    where: { chain: 'history', beganAt },
    data: {
      ...{ seq: BigInt(next.seq), hash: Buffer.from(next.hash, 'hex'), checkedAt: now, heldUntil: null },
      problem: problem ? { ...problem } : Prisma.DbNull,
      ...(passed ? { beganAt: null, askedBy: null, passedAt: now, passedSeq: BigInt(passed.seq) } : {}),
    },
  })
}
