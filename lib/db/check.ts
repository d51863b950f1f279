import 'server-only'
import { StartRefused } from '@/lib/errors'
import { database } from './client'

/** What the SQL migrations made and Prisma does not know of; without one of these a promise of ours would be empty. */
const NEEDED = {
  index: [
    ...['operation_one_issue_in_flight', 'token_key_id', 'signing_key_one_active', 'signing_key_kid'],
    'sealing_key_one_active',
  ],
  function: [
    ...['history_append', 'history_hash', 'history_continue', 'history_follow', 'history_refuse'],
    ...['history_anchor', 'history_remove', 'history_head'],
  ],
  trigger: [
    ...['EventMac', 'Checkpoint', 'HistoryAnchor'].flatMap((table) => [
      `${table}.history_refuse_change`,
      `${table}.history_refuse_truncate`,
    ]),
    ...['Event.history_remove', 'EventMac.history_remove', 'HistoryAnchor.history_anchor'],
    ...['Event.history_continue', 'Event.history_refuse_change', 'Event.history_refuse_truncate'],
    ...['ChainHead.history_follow', 'ChainHead.history_refuse_change', 'ChainHead.history_refuse_truncate'],
  ],
}

/** Refuses to start on a database without what the SQL migrations made, or where it is switched off. */
export async function checkDatabase(): Promise<void> {
  const found = await database().$queryRaw<{ kind: string; name: string }[]>`
    SELECT 'index' AS kind, c.relname::text AS name FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid
      WHERE i.indisunique AND i.indisvalid AND c.relnamespace = current_schema()::regnamespace
    UNION ALL SELECT 'function', p.proname FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    UNION ALL SELECT 'trigger', c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
      WHERE t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace`
  const present = new Set(found.map(({ kind, name }) => `${kind} ${name}`))
  const missing = Object.entries(NEEDED)
    .flatMap(([kind, names]) => names.map((name) => `${kind} ${name}`))
    .filter((name) => !present.has(name))
  if (missing.length > 0)
    throw new StartRefused(`The database lacks the ${missing.join(', the ')}. Apply the migrations, or restore it.`)
}
