import 'server-only'
import { database } from '@/lib/db/client'
import { isMacOf } from '@/lib/sealing/history-keys'
import type { Problem } from './schema'

/** An event as the database keeps it, with its keyed hash; hashes in hex. */
export interface KeptRow {
  seq: number
  previousHash: string
  hash: string
  body: string
  keyId: string | null
  mac: string | null
  columns: Record<SearchColumn, string | null>
}

/** The columns that are searched, in the order `rowsBetween` reads them, and where in the body each is copied from. */
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
  ip: (body) => body.actor?.ip,
} as const satisfies Record<string, (body: Body) => unknown>
type SearchColumn = keyof typeof SEARCHED
const COLUMNS = Object.entries(SEARCHED) as [SearchColumn, (body: Body) => unknown][]

interface Body {
  at?: unknown
  name?: unknown
  outcome?: unknown
  actor?: { id?: unknown; name?: unknown; ip?: unknown }
  channel?: unknown
  operation?: unknown
  target?: { type?: unknown; id?: unknown }
}

/** As `rowsBetween` asks for them. */
type Packed = [number, string, string, string, string | null, string | null, ...(string | null)[]]

/**
 * The events behind one place and up to another, oldest first, each with its keyed hash if there is one. All of them come as
 * one value, because taking apart fifteen for each event costs many times what verifying it does.
 */
export async function rowsBetween(after: number, upTo: number): Promise<KeptRow[]> {
  const [found] = await database().$queryRaw<{ packed: string }[]>`
    SELECT coalesce(json_agg(json_build_array(
      e.seq, encode(e."previousHash", 'hex'), encode(e.hash, 'hex'), e.body, m."keyId", encode(m.mac, 'hex'),
      to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), e.name, e.outcome, e."actorId", e."actorName",
      e."channelId", e."operationId", e."targetType", e."targetId", e.ip
    ) ORDER BY e.seq), '[]')::text AS packed
    FROM "Event" e LEFT JOIN "EventMac" m ON m.seq = e.seq WHERE e.seq > ${after} AND e.seq <= ${upTo}`
  const packed = JSON.parse(found?.packed ?? '[]') as Packed[]
  return packed.map(([seq, previousHash, hash, body, keyId, mac, ...searched]) => ({
    ...{ seq, previousHash, hash, body, keyId, mac },
    columns: Object.fromEntries(COLUMNS.map(([name], at) => [name, searched[at] ?? null])) as KeptRow['columns'],
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
export function macProblems({ seq, hash, keyId, mac }: KeptRow): Problem[] {
  if (keyId === null || mac === null) return [{ seq, kind: 'macMissing', source: 'mac' }]
  const right = isMacOf(Buffer.from(hash, 'hex'), keyId, Buffer.from(mac, 'hex'))
  return right ? [] : [{ seq, kind: 'mac', source: 'mac' }]
}
