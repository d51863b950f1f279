import { createHash } from 'node:crypto'
import pg from 'pg'
import { randomOf } from '@/e2e/harm/evictions/random'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { macOf, signWithCheckpointKey } from '@/lib/sealing/history-keys'
import { hashOf } from '@/lib/verifying/verify-history.mjs'
import { type Cast, eventOf } from './event-of'

const DAY_MS = 86_400_000
const SPAN_DAYS = 390
const AT_ONCE = 5_000
const CHECKPOINT_EVERY = 500

/**
 * Appends `count` events to the history of the database, over the last 390 days, with keyed hashes and a checkpoint at
 * every 500th: a valid chain, made past the append function because a million of them would take a quarter of an hour.
 * As the owner, and with an open key ring.
 */
export async function seedHistory(ownerUrl: string, count: number, cast: Cast, seed = 20261124): Promise<void> {
  const random = randomOf(seed)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  try {
    await owner.query("SET session_replication_role = 'replica'")
    const { rows } = await owner.query(
      `SELECT seq, encode(hash, 'hex') AS hash FROM "ChainHead" WHERE chain = 'history'`,
    )
    let { seq, hash } = { seq: Number(rows[0].seq), hash: String(rows[0].hash) }
    const [first, now] = [seq, Date.now()]
    for (let done = 0; done < count; done += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - done) }, () => {
        const previousHash = hash
        seq += 1
        const at = new Date(now - SPAN_DAYS * DAY_MS * (1 - (seq - first) / count)).toISOString()
        const body = `{"seq":${seq},"at":"${at}",${JSON.stringify(eventOf(cast, random)).slice(1)}`
        hash = hashOf(previousHash, seq, body)
        return { seq, previousHash, hash, at, body }
      })
      await insert(owner, batch)
      await insertCheckpoints(owner, batch)
    }
    await owner.query(`UPDATE "ChainHead" SET seq = $1, hash = decode($2, 'hex') WHERE chain = 'history'`, [seq, hash])
  } finally {
    await owner.end()
  }
}

/** Two hundred channels and forty people for events to be about. */
export async function castOf(channels = 200): Promise<Cast> {
  const rows = Array.from({ length: channels }, (_, nth) => ({
    ...{ id: newId(), lineChannelId: String(2_100_000_000 + nth), name: `店舗 ${nth + 1}`, type: 'messaging_api' },
    ...{ environment: 'production', owner: 'Sato Mayu' },
  }))
  await database().channel.createMany({ data: rows })
  const actors = Array.from({ length: 40 }, (_, nth) => ({ id: newId(), name: `Person ${nth + 1}` }))
  return { actors, channels: rows.map(({ id }) => id) }
}

interface Made {
  seq: number
  previousHash: string
  hash: string
  at: string
  body: string
}

async function insert(owner: pg.Client, batch: readonly Made[]): Promise<void> {
  const macs = batch.map(({ hash }) => macOf(Buffer.from(hash, 'hex')))
  await owner.query(
    `INSERT INTO "Event" (seq, "previousHash", hash, body, at, name, outcome, "actorId", "actorName", "channelId",
       "operationId", "targetType", "targetId")
     SELECT s, decode(p, 'hex'), decode(h, 'hex'), b, a, j ->> 'name', j ->> 'outcome', j #>> '{actor,id}',
       j #>> '{actor,name}', (j ->> 'channel')::uuid, (j ->> 'operation')::uuid, j #>> '{target,type}', j #>> '{target,id}'
     FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::timestamptz[]) AS made (s, p, h, b, a),
       LATERAL (SELECT b::json AS j) parsed`,
    [
      batch.map(({ seq }) => seq),
      batch.map(({ previousHash }) => previousHash),
      batch.map(({ hash }) => hash),
      batch.map(({ body }) => body),
      batch.map(({ at }) => at),
    ],
  )
  await owner.query(
    `INSERT INTO "EventMac" (seq, "keyId", mac) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bytea[])`,
    [batch.map(({ seq }) => seq), macs.map(({ keyId }) => keyId), macs.map(({ mac }) => Buffer.from(mac))],
  )
}

async function insertCheckpoints(owner: pg.Client, batch: readonly Made[]): Promise<void> {
  const { rows } = await owner.query<{ jws: string }>(`SELECT jws FROM "Checkpoint" ORDER BY seq DESC LIMIT 1`)
  let before = rows[0]?.jws ?? null
  for (const { seq, hash, at } of batch.filter(({ seq }) => seq % CHECKPOINT_EVERY === 0)) {
    const previous = before === null ? null : createHash('sha256').update(before).digest('base64url')
    const iat = Math.floor(Date.parse(at) / 1000)
    const jws = await signWithCheckpointKey('kagiban-checkpoint', {
      iss: 'http://localhost:3000',
      iat,
      seq,
      hash,
      count: seq,
      previous,
    })
    await owner.query(`INSERT INTO "Checkpoint" (seq, jws, cause, at) VALUES ($1, $2, 'count', $3)`, [seq, jws, at])
    before = jws
  }
}
