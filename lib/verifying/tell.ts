import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { transaction } from '@/lib/db/transaction'
import { appendEvent } from '@/lib/history/append'
import type { EventInput } from '@/lib/history/event'
import type { Problem } from './schema'

/** An event of its own, with a checkpoint that leaves: whoever edits the history would edit what is kept beside it as well. */
export function tellBroken({ seq, kind, source, column }: Problem): Promise<void> {
  return append({
    outcome: 'failed',
    target: { type: 'event', id: String(seq), label: `#${seq}` },
    detail: { kind, source, column, reason: 'historyBroken' },
  })
}

/** That a pass somebody asked for is over. */
export function tellPassed(askedBy: string, after: number, upTo: number, problem: Problem | null): Promise<void> {
  const broken = problem ? { reason: 'historyBroken', kind: problem.kind, place: problem.seq } : {}
  return append({ outcome: problem ? 'failed' : 'done', detail: { askedBy, events: upTo - after, upTo, ...broken } })
}

async function append(event: Omit<EventInput, 'name' | 'actor'>): Promise<void> {
  const { kind, id, name } = systemActor('verifier')
  await transaction((tx) => appendEvent(tx, { name: 'history.check', actor: { kind, id, name, roles: [] }, ...event }))
}
