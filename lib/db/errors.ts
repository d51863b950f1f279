import 'server-only'

/** The places where Prisma, adapter-pg, pg and Node put what went wrong. */
interface Fault {
  name?: unknown
  message?: unknown
  code?: unknown
  originalCode?: unknown
  kind?: unknown
  constraint?: unknown
  cause?: unknown
  errors?: unknown
  meta?: { driverAdapterError?: unknown }
}

const CONFLICTS = new Set(['40001', '40P01', 'P2034'])
const CONFLICT_KINDS = new Set(['TransactionWriteConflict'])

const GONE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'],
  ...['ENOENT', 'P1001', 'P1002', 'P1008', 'P1017', 'P2024'],
  // Told to leave, crashed, starting up or shutting down, not accepting connections any more.
  ...['57P01', '57P02', '57P03', '57P05', '08000', '08001', '08003', '08004', '08006', '53300'],
])
const GONE_KINDS = new Set(['DatabaseNotReachable', 'ConnectionClosed', 'SocketTimeout', 'TooManyConnections'])
// pg gives these no code.
const GONE_TEXTS = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Query read timeout',
  'Unable to start a transaction in the given time',
]

/** The error and everything it says it was caused by, outermost first. */
function faults(error: unknown): Fault[] {
  const found = new Set<Fault>()
  const visit = (value: unknown) => {
    if (typeof value !== 'object' || value === null || found.has(value)) return
    const fault: Fault = value
    found.add(fault)
    visit(fault.meta?.driverAdapterError)
    visit(fault.cause)
    if (Array.isArray(fault.errors)) fault.errors.forEach(visit)
  }
  visit(error)
  return [...found]
}

function has(error: unknown, codes: Set<string>, kinds: Set<string>): boolean {
  return faults(error).some(
    ({ code, originalCode, kind }) =>
      (typeof code === 'string' && codes.has(code)) ||
      (typeof originalCode === 'string' && codes.has(originalCode)) ||
      (typeof kind === 'string' && kinds.has(kind)),
  )
}

/** True when a row would have stood twice; with `indexName`, only when it is that unique index that refused it. */
export function isUniqueViolation(error: unknown, indexName?: string): boolean {
  if (!has(error, new Set(['23505', 'P2002']), new Set(['UniqueConstraintViolation']))) return false
  if (indexName === undefined) return true
  return faults(error).some(({ constraint }) => {
    const index = typeof constraint === 'object' && constraint !== null && 'index' in constraint ? constraint.index : ''
    return constraint === indexName || index === indexName
  })
}

/**
 * True when the database could not be reached or went away: nothing is known about what it last did, also not about a
 * commit, and trying again later may work.
 */
export function isDatabaseGone(error: unknown): boolean {
  if (has(error, GONE, GONE_KINDS)) return true
  return faults(error).some(
    ({ message }) => typeof message === 'string' && GONE_TEXTS.some((text) => message.includes(text)),
  )
}

/** True when the database gave a transaction up for another one's sake, so that running it again may work. */
export function isConflict(error: unknown): boolean {
  return has(error, CONFLICTS, CONFLICT_KINDS)
}

/** True when a transaction took longer than it may, and so was rolled back. */
export function isTransactionOver(error: unknown): boolean {
  return has(error, new Set(['P2028']), new Set()) && !isDatabaseGone(error)
}
