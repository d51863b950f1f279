import 'server-only'
import { database } from '@/lib/db/client'
import { isMacOf } from '@/lib/sealing/history-keys'
import type { Problem } from './schema'

/** An event as the database keeps it, with its keyed hash; hashes in hex, but for what the keyed hash is over. */
export interface KeptRow {
  seq: number
  previousHash: string
  hash: string
  body: string
  rawHash: Uint8Array
  keyId: string | null
  mac: Uint8Array | null
  columns: Record<SearchColumn, string | null>
}

/** The columns that are searched, and where in the body each is copied from. */
const SEARCHED = {
  at: (body) => body.at,
  name: (body) => body.name,
  outcome: (body) => body.outcome,
  actorId: (body) => body.actor?.id,
  actorName: (body) => body.actor?.name,
  channelId: (body) => body.channel,
  operationId: (body) => body.operation,
  targetType: (body) => body.target?.type,
  targetId: (body) => body.target?.id,
} as const satisfies Record<string, (body: Body) => unknown>
type SearchColumn = keyof typeof SEARCHED
const COLUMNS = Object.entries(SEARCHED) as [SearchColumn, (body: Body) => unknown][]

interface Body {
  at?: unknown
  name?: unknown
  outcome?: unknown
  actor?: { id?: unknown; name?: unknown }
  channel?: unknown
  operation?: unknown
  target?: { type?: unknown; id?: unknown }
}

/** The events behind one place and up to another, oldest first, each with its keyed hash if there is one. */
export async function rowsBetween(after: number, upTo: number): Promise<KeptRow[]> {
  const rows = await database().$queryRaw<Record<string, unknown>[]>`
    SELECT e.*, m."keyId", m.mac FROM "Event" e LEFT JOIN "EventMac" m ON m.seq = e.seq
    WHERE e.seq > ${after} AND e.seq <= ${upTo} ORDER BY e.seq`
  return rows.map((row) => ({
    ...{ seq: Number(row.seq), body: String(row.body), rawHash: row.hash as Uint8Array },
    ...{ previousHash: hex(row.previousHash), hash: hex(row.hash) },
    ...{ keyId: (row.keyId as string | null) ?? null, mac: (row.mac as Uint8Array | null) ?? null },
    columns: Object.fromEntries(COLUMNS.map(([name]) => [name, textOf(row[name])])) as KeptRow['columns'],
  }))
}

/** The search columns that say something else than the body, which is what the chain proves. */
export function columnProblems({ seq, body, columns }: KeptRow): Problem[] {
  let said: Body
  try {
    said = JSON.parse(body)
  } catch {
    // A body that is no JSON has another hash, which is told already.
    return []
  }
  return COLUMNS.filter(([name, of]) => (of(said) ?? null) !== columns[name]).map(([name]) => ({
    ...{ seq, kind: 'column', column: name, source: 'chain' as const },
  }))
}

/** An event without a keyed hash, or with another one than the key gives. */
export function macProblems({ seq, rawHash, keyId, mac }: KeptRow): Problem[] {
  if (keyId === null || mac === null) return [{ seq, kind: 'macMissing', source: 'mac' }]
  return isMacOf(rawHash, keyId, mac) ? [] : [{ seq, kind: 'mac', source: 'mac' }]
}

const hex = (bytes: unknown) => Buffer.from(bytes as Uint8Array).toString('hex')
const textOf = (value: unknown) => (value instanceof Date ? value.toISOString() : ((value as string | null) ?? null))
