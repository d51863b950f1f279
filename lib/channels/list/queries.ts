import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import type { ChannelFilter } from '../schema'
import { whereOf } from './where'

/** The ids of all channels a filter lets through, whatever page of them is shown, at most `most`. */
export async function listChannelIds(
  tx: Pick<Tx, '$queryRaw'>,
  filter: ChannelFilter,
  most: number,
  now = new Date(),
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM "Channel" c WHERE ${whereOf(filter, now)} ORDER BY c.name, c.id LIMIT ${most}`
  return rows.map(({ id }) => id)
}
