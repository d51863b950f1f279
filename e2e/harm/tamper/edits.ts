import type { Client } from 'pg'
import type { Random } from '../evictions/random'
import type { Marks } from './history-stage'

/** Does one thing to the stored history, past every trigger. */
export type Tamper = (owner: Client, marks: Marks, random: Random) => Promise<void>

const update =
  (set: string): Tamper =>
  async (owner, { head }, random) => {
    const { rowCount } = await owner.query(`UPDATE "Event" SET ${set} WHERE seq = $1`, [random.whole(2, head - 1)])
    if (rowCount !== 1) throw new Error('there was nothing to change')
  }

/** Makes room for one more event behind `seq`, as an insertion must. */
const makeRoom = async (owner: Client, seq: number) => {
  // In two steps, because a primary key is checked row by row.
  await owner.query(`UPDATE "Event" SET seq = -(seq + 1) WHERE seq > $1`, [seq])
  await owner.query(`UPDATE "Event" SET seq = -seq WHERE seq < 0`)
}

/** The thirteen single edits, each of which the chain alone must show. */
export const EDITS: Record<string, Tamper> = {
  'edit a body': update(`body = replace(body, 'Purpose ', 'purpose ')`),
  'edit the name beside a body': update(`name = 'token.verify'`),
  'edit the outcome beside a body': update(`outcome = 'failed'`),
  'edit the actor beside a body': update(`"actorName" = 'Somebody else'`),
  'edit the channel beside a body': update(`"channelId" = gen_random_uuid()`),
  'edit a place': async (owner, { head }, random) => {
    await owner.query(`UPDATE "Event" SET seq = $2 WHERE seq = $1`, [random.whole(2, head - 1), head + 7])
  },
  'edit a link': update(`"previousHash" = sha256("previousHash")`),
  'edit a hash': update(`hash = sha256(hash)`),
  'delete the first': async (owner) => {
    await owner.query(`DELETE FROM "Event" WHERE seq = 1`)
  },
  'delete one in the middle': async (owner, { head }, random) => {
    await owner.query(`DELETE FROM "Event" WHERE seq = $1`, [random.whole(2, head - 1)])
  },
  'swap two': async (owner, { head }, random) => {
    const one = random.whole(1, head - 2)
    const other = random.whole(one + 1, head)
    await owner.query(`UPDATE "Event" SET seq = -seq WHERE seq IN ($1, $2)`, [one, other])
    await owner.query(`UPDATE "Event" SET seq = CASE -seq WHEN $1 THEN $2::bigint ELSE $1::bigint END WHERE seq < 0`, [
      one,
      other,
    ])
  },
  'duplicate one': async (owner, { head }, random) => {
    const seq = random.whole(1, head - 1)
    await makeRoom(owner, seq)
    await insert(owner, seq, seq + 1, 'body')
  },
  'insert one': async (owner, { head }, random) => {
    const seq = random.whole(1, head - 1)
    await makeRoom(owner, seq)
    // A good forgery by itself: its own place, a right link and a right hash.
    await insert(owner, seq, seq + 1, `replace(body, '{"seq":' || seq || ',', '{"seq":' || seq + 1 || ',')`)
  },
}

async function insert(owner: Client, from: number, at: number, body: string): Promise<void> {
  await owner.query(
    `INSERT INTO "Event" SELECT $2, hash, history_hash(hash, $2, ${body}), ${body}, at, name, outcome, "actorId", "actorName",
       "channelId", "operationId", "targetType", "targetId" FROM "Event" WHERE seq = $1`,
    [from, at],
  )
}
