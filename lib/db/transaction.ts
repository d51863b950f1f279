import 'server-only'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from './client'
import { isConflict } from './errors'
import type { Prisma } from './generated/client'

declare const inTransaction: unique symbol

/** A client inside a transaction; only `transaction` makes one, so that nobody passes the plain client in its place. */
export type Tx = Prisma.TransactionClient & { readonly [inTransaction]: true }

const ATTEMPTS = 4
const DEFAULT_TIMEOUT_MS = 10_000

const later = new WeakMap<object, (() => void)[]>()

/** Has `work` run once the transaction has been committed, and not at all when it rolls back. */
export function afterCommit(tx: Tx, work: () => void): void {
  later.set(tx, [...(later.get(tx) ?? []), work])
}

/**
 * Runs `work` in one READ COMMITTED transaction and answers what it answers; anything it throws rolls back. Run again,
 * up to four times, when the database gave up on a deadlock or a conflict, so `work` must not touch the network.
 * `timeoutMs` (default 10,000) ends a transaction that takes longer.
 */
export async function transaction<T>(
  work: (tx: Tx) => Promise<T>,
  { timeoutMs = DEFAULT_TIMEOUT_MS }: { timeoutMs?: number } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      let used: object | undefined
      const answer = await database().$transaction(
        (tx) => {
          used = tx
          return work(tx as Tx)
        },
        { timeout: timeoutMs },
      )
      for (const each of (used && later.get(used)) ?? []) each()
      return answer
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error
      await sleep(attempt * 20 + Math.random() * 30)
    }
  }
}
