import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** A fresh database on the server of `DATABASE_URL` (its role needs CREATEDB); undefined when none is given. */
export async function makeOwnDatabase(): Promise<{ url: string; drop(): Promise<void> } | undefined> {
  const given = process.env.DATABASE_URL
  if (!given) return undefined
  const name = `kagiban_e2e_${randomBytes(6).toString('hex')}`
  const url = new URL(given)
  url.pathname = `/${name}`
  await run(given, `CREATE DATABASE ${name}`)
  return { url: url.href, drop: () => run(given, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function run(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
