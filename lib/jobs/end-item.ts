import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import { database } from '@/lib/db/client'
import { asJson } from '@/lib/operations/store'
import type { ClaimedItem } from './claim'
import type { ItemEnding } from './schema'

interface End {
  state: 'done' | 'failed' | 'unknown'
  ending?: ItemEnding
  result?: unknown
}

/** Keeps what came of an item, unless somebody was quicker. */
export async function endItem({ id }: ClaimedItem, end: End): Promise<void> {
  await database().jobItem.updateMany({ where: { id, endedAt: null }, data: { ...dataOf(end), endedAt: new Date() } })
}

const RETRIES_MS = [250, 1_000, 3_000]

/**
 * Keeps an item that was done, with the issued value, if any, which only this process has ever had: so it is tried again
 * when the database is away, and is kept also of an item that another one has said the end of meanwhile.
 */
export async function endDone(item: ClaimedItem, result: unknown, delivery: string | undefined): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await keepDone(item, result, delivery)
    } catch (error) {
      const wait = RETRIES_MS[tries]
      if (wait === undefined) throw error
      await sleep(wait)
    }
  }
}

async function keepDone({ id, submission }: ClaimedItem, result: unknown, delivery?: string): Promise<void> {
  const data = { ...dataOf({ state: 'done', result }), ...(delivery ? { delivery } : {}) }
  const { count } = await database().jobItem.updateMany({
    where: { id, endedAt: null },
    data: { ...data, endedAt: new Date() },
  })
  if (count > 0 || !delivery) return
  await database().jobItem.updateMany({ where: { id, submission, endedAt: { not: null }, delivery: null }, data })
}

const dataOf = ({ state, ending, result }: End) => ({
  ...{ state, leaseUntil: null },
  ...(ending ? { ending: asJson(ending) } : {}),
  ...(result === undefined || result === null ? {} : { result: asJson(JSON.parse(JSON.stringify(result))) }),
})
