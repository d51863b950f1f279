import 'server-only'
import pg from 'pg'
import { StartRefused } from '@/lib/errors'
import { connectionSettings } from './connection'

// Everything else may be read and written; these grow by the append function, or are not the application's to touch.
const KEPT = {
  'INSERT, UPDATE, DELETE': ['Event', 'ChainHead', 'HistoryAnchor', 'LegalHold', '_prisma_migrations'],
  'UPDATE, DELETE': ['EventMac', 'Checkpoint'],
}
const FUNCTIONS = ['history_append(text)', 'history_head()']

/**
 * Gives the role of `appUrl` what the application needs, and nothing that could change the history; run by the owner
 * (`ownerUrl`) after the migrations. With `make` the role is made, or gets the password of `appUrl`. Throws `StartRefused`
 * when the role could do more than that anyway, or is not there.
 */
export async function grantApp(ownerUrl: string, appUrl: string, { make = false } = {}): Promise<void> {
  const { username, password } = new URL(appUrl)
  const role = decodeURIComponent(username)
  const client = new pg.Client(connectionSettings(ownerUrl))
  client.on('error', () => {})
  await client.connect()
  try {
    if (make) await makeRole(client, role, decodeURIComponent(password))
    await refuseMighty(client, role)
    const { rows } = await client.query<{ schema: string }>('SELECT quote_ident(current_schema()) AS schema')
    const schema = rows[0]?.schema ?? 'public'
    const name = client.escapeIdentifier(role)
    await client.query('BEGIN')
    await client.query(`GRANT USAGE ON SCHEMA ${schema} TO ${name}`)
    await client.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${name}`)
    for (const [privileges, tables] of Object.entries(KEPT))
      await client.query(`REVOKE ${privileges} ON ${tables.map((table) => `"${table}"`).join(', ')} FROM ${name}`)
    await client.query(`GRANT EXECUTE ON FUNCTION ${FUNCTIONS.join(', ')} TO ${name}`)
    await client.query('COMMIT')
  } finally {
    await client.end().catch(() => {})
  }
}

async function makeRole(client: pg.Client, role: string, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
  await client.query(
    `${verb} ROLE ${client.escapeIdentifier(role)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
  )
}

/** A superuser, or whoever owns the tables, is bound by no privilege. */
async function refuseMighty(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query<{ mighty: boolean }>(
    `SELECT rolsuper OR pg_has_role(oid, (SELECT relowner FROM pg_class WHERE oid = '"Event"'::regclass), 'MEMBER') AS mighty
     FROM pg_roles WHERE rolname = $1`,
    [role],
  )
  if (!rows[0]) throw new StartRefused(`The database has no role ${role}: make the one that DATABASE_URL names.`)
  if (rows[0].mighty)
    throw new StartRefused(
      `The role ${role} of DATABASE_URL owns the history or is a superuser: give the application a role of its own.`,
    )
}
