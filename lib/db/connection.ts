import 'server-only'
import type pg from 'pg'
import { StartRefused } from '@/lib/errors'

// The isolation is set once for a connection and not in each transaction, which would be one more way there and back.
// A process that hangs in a transaction may hold the head of the chain, and with it every other change.
const OPTIONS =
  '-c TimeZone=UTC -c default_transaction_isolation=read\\ committed -c idle_in_transaction_session_timeout=20000'

/**
 * The settings every connection of Kagiban has. Times are read and written in UTC, because adapter-pg drops their offset;
 * a database that does not take a connection is given up after 5 s, one that does not answer after 15 s.
 */
export function connectionSettings(url: string): pg.ClientConfig {
  const address = parseAddress(url)
  // What stands in the address wins over what stands beside it, so an address with options of its own gets ours too.
  const given = address.searchParams.get('options')
  address.searchParams.set('options', given ? `${given} ${OPTIONS}` : OPTIONS)
  return {
    connectionString: address.toString(),
    application_name: 'kagiban',
    connectionTimeoutMillis: 5000,
    query_timeout: 15_000,
    keepAlive: true,
  }
}

/** The address as a URL; what Node says of a wrong one repeats it, password and all, so that is not passed on. */
function parseAddress(url: string): URL {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new StartRefused('DATABASE_URL must have the form postgresql://USER:PASSWORD@HOST:PORT/DATABASE')
  }
  return new URL(url)
}
