import 'server-only'
import { isConflict, isTransactionOver } from '@/lib/db/errors'
import type { Tx } from '@/lib/db/transaction'
import { macOf } from '@/lib/sealing/history-keys'
import { causeOf } from './checkpoints/when'
import { writeCheckpoint } from './checkpoints/write'
import type { EventInput } from './event'

/** The history took no event, so nothing may be changed; `cause` says why, and stays on the server. */
export class HistoryUnwritable extends Error {
  override readonly name = 'HistoryUnwritable'

  constructor(cause: unknown) {
    super('the history cannot be written', { cause })
  }
}

/**
 * Appends an event to the chain, with its keyed hash and where one belongs a checkpoint, and answers its place. Must be the last step of its transaction, because it holds
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
  try {
    const [row] = await tx.$queryRaw<{ seq: bigint; hash: Uint8Array }[]>`SELECT seq, hash FROM history_append(${body})`
    if (!row) throw new Error('history_append answered nothing')
    const { keyId, mac } = macOf(row.hash)
    await tx.$executeRaw`INSERT INTO "EventMac" (seq, "keyId", mac) VALUES (${row.seq}, ${keyId}, ${mac})`
    const cause = causeOf(event, row.seq)
    if (cause) await writeCheckpoint(tx, row, cause)
    return row.seq
  } catch (error) {
    // The transaction is tried again for a conflict, so it must still be known as one; and one that took too long before it
    // came here says nothing of the history.
    throw isConflict(error) || isTransactionOver(error) ? error : new HistoryUnwritable(error)
  }
}
