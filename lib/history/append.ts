import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { EventInput } from './event'

/**
 * Appends an event to the chain and answers its place in it. Must be the last step of its transaction, because it holds
 * the chain's head until commit; if it throws, nothing of the transaction may happen.
 */
export async function appendEvent(tx: Tx, event: EventInput): Promise<bigint> {
  const { actor } = event
  // The name stands first: the database puts seq and at before it.
  const body = JSON.stringify({
    v: 1,
    name: event.name,
    outcome: event.outcome,
    actor: { kind: actor.kind, id: actor.id, name: actor.name, roles: actor.roles, ip: actor.ip },
    channel: event.channelId,
    operation: event.operationId,
    target: event.target,
    detail: event.detail,
  })
  const [row] = await tx.$queryRaw<{ seq: bigint }[]>`SELECT seq FROM history_append(${body})`
  if (!row) throw new Error('history_append answered nothing')
  return row.seq
}
