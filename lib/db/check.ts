import 'server-only'
import { StartRefused } from '@/lib/errors'
import { database } from './client'

/** What the SQL migrations made and Prisma does not know of; without one of these a promise of ours would be empty. */
const NEEDED = [
  ...['operation_one_issue_in_flight', 'token_key_id', 'signing_key_one_active', 'sealing_key_one_active'],
  ...['history_append', 'history_continue', 'history_follow', 'history_refuse_change', 'history_refuse_truncate'],
]

/** Refuses to start on a database without what the SQL migrations made. */
export async function checkDatabase(): Promise<void> {
  const found = await database().$queryRaw<{ name: string }[]>`
    SELECT relname::text AS name FROM pg_class UNION SELECT proname FROM pg_proc UNION SELECT tgname FROM pg_trigger`
  const names = new Set(found.map((row) => row.name))
  const missing = NEEDED.filter((name) => !names.has(name))
  if (missing.length > 0)
    throw new StartRefused(`The database lacks ${missing.join(', ')}. Apply the migrations, or restore the database.`)
}
