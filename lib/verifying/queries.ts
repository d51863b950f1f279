import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import type { CheckView, Problem } from './schema'

/** How the verification stands. */
export async function findCheck(actor: Actor): Promise<CheckView> {
  demand(actor, 'history.read')
  const [row, head] = await Promise.all([
    database().historyCheck.findUnique({ where: { chain: 'history' } }),
    database().chainHead.findUniqueOrThrow({ where: { chain: 'history' }, select: { seq: true } }),
  ])
  return {
    passedSeq: row?.passedSeq == null ? null : Number(row.passedSeq),
    passedAt: row?.passedAt ?? null,
    seq: Number(row?.seq ?? 0),
    head: Number(head.seq),
    askedBy: row?.askedBy ?? null,
    problem: (row?.problem ?? null) as Problem | null,
  }
}
