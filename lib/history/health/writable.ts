import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { type Tx, transaction } from '@/lib/db/transaction'
import { appendEvent } from '../append'

/** What `appendEvent` may wait for inside the database, in ms; less than whoever asks has patience. */
const STATEMENT_MS = 1_500
/** Nobody signs in to ask, so however often it is asked, the history's head is held for it no more often. */
const FRESH_MS = 1_000

/** Thrown once an event could be appended, so that it is not. */
class TriedEnough extends Error {}

let asked: { at: number; writable: Promise<boolean> } | undefined

/** True when an event can be appended: one is, in a transaction that is rolled back. At most a second old. */
export function isHistoryWritable(now = Date.now()): Promise<boolean> {
  if (!asked || now - asked.at > FRESH_MS) asked = { at: now, writable: tryToWrite() }
  return asked.writable
}

async function tryToWrite(): Promise<boolean> {
  try {
    await transaction(tryOut)
    return false
  } catch (error) {
    return error instanceof TriedEnough
  }
}

async function tryOut(tx: Tx): Promise<never> {
  await tx.$executeRawUnsafe(`SET LOCAL statement_timeout = ${STATEMENT_MS}`)
  await appendEvent(tx, { name: 'history.try', outcome: 'requested', actor: { ...systemActor('start'), roles: [] } })
  throw new TriedEnough()
}
