import 'server-only'
import { database } from '@/lib/db/client'
import { checkpointKeys } from '@/lib/sealing/history-keys'
import { foundOutside } from './outside'
import { columnProblems, type KeptRow, macProblems, rowsBetween } from './rows'
import type { Problem, Source } from './schema'
import { followChain, holdAgainst } from './verify-history.mjs'

/** A place of the chain: an event and its hash in hex; seq 0 is before the first one. */
export interface Place {
  seq: number
  hash: string
}

/** A stretch that was verified: where it ended, whether that is the end of the history, and what did not hold. */
export interface Walked {
  at: Place
  end: boolean
  problems: Problem[]
}

const FOREVER = Number.MAX_SAFE_INTEGER

/**
 * Verifies the events of the next `limit` places behind one: the chain, the columns beside each body, each keyed hash, and
 * every checkpoint about them, kept here or found outside. At the end of the history also that nothing was cut off there.
 */
export async function walk(from: Place, limit: number): Promise<Walked> {
  const head = await readHead()
  const end = from.seq + limit >= head.seq
  const upTo = end ? FOREVER : from.seq + limit
  // Before the events, because each of them must then be among these, however many are appended meanwhile.
  const [kept, delivered] = await Promise.all([keptCheckpoints(from.seq, upTo), foundOutside(from.seq, upTo)])
  const rows = await rowsBetween(from.seq, upTo)
  const last = rows.at(-1)
  const problems = [
    ...chainProblems(rows, from),
    ...rows.flatMap((row) => [...columnProblems(row), ...macProblems(row)]),
    ...heldAgainst(kept, rows, from, 'kept'),
    ...heldAgainst(delivered, rows, from, 'delivered'),
    ...(end && !(await endsAt(head, rows, from)) ? [{ seq: head.seq, kind: 'head', source: 'chain' as const }] : []),
  ]
  return {
    at: last ? { seq: last.seq, hash: last.hash } : from,
    end,
    problems: problems.toSorted((one, other) => one.seq - other.seq),
  }
}

function chainProblems(rows: readonly KeptRow[], after: Place): Problem[] {
  const next = followChain({ after })
  const found = rows.map((row) => next(row))
  return found.flatMap((problem) =>
    problem ? [{ seq: problem.seq, kind: problem.kind, source: 'chain' as const }] : [],
  )
}

function heldAgainst(signed: readonly string[], rows: readonly KeptRow[], after: Place, source: Source): Problem[] {
  const held = holdAgainst(signed, checkpointKeys())
  const wrong = rows.map((row) => held.event(row))
  const gone = held.end({ until: FOREVER, after: after.seq })
  return [...wrong, ...gone].flatMap((problem) => (problem ? [{ seq: problem.seq, kind: problem.kind, source }] : []))
}

/** The head was read first, so its event is among these, or the one they follow; it may have moved on, but never back. */
async function endsAt(head: Place, rows: readonly KeptRow[], from: Place): Promise<boolean> {
  const known = [from, ...rows].some(({ seq, hash }) => seq === head.seq && hash === head.hash)
  return known && (rows.at(-1)?.seq ?? 0) <= Math.max(head.seq, (await readHead()).seq)
}

async function readHead(): Promise<Place> {
  const { seq, hash } = await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })
  return { seq: Number(seq), hash: Buffer.from(hash).toString('hex') }
}

async function keptCheckpoints(after: number, upTo: number): Promise<string[]> {
  const rows = await database().checkpoint.findMany({
    where: { seq: { gt: after, lte: upTo } },
    select: { jws: true },
    orderBy: { seq: 'asc' },
  })
  return rows.map(({ jws }) => jws)
}
