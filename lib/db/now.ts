import 'server-only'
import { database } from './client'
import type { Tx } from './transaction'

/** The database's clock, by which instances order what they do; their own clocks may differ. */
export async function databaseNow(reader: Pick<Tx, '$queryRaw'> = database()): Promise<Date> {
  const [row] = await reader.$queryRaw<[{ at: Date }]>`SELECT clock_timestamp()::timestamptz(3) AS at`
  return row.at
}
