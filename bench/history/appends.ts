import pg from 'pg'
import { systemActor } from '@/lib/access/actor'
import { type Tx, transaction } from '@/lib/db/transaction'
import { appendEvent } from '@/lib/history/append'

/** Changes per second with their event in the chain, beside the same transaction with a plain row in its place. */
export interface Appends {
  writers: number
  chained: number
  plain: number
  ratio: number
}

/** Measures with one writer and with eight at once, in turns, so that both sides have the same noise. */
export async function measureAppends(ownerUrl: string, channelId: string, seconds: number): Promise<Appends[]> {
  await makePlainTable(ownerUrl)
  return [await measure(channelId, 1, seconds), await measure(channelId, 8, seconds)]
}

async function makePlainTable(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(
    'CREATE TABLE plain_event (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), body text NOT NULL)',
  )
  await owner.query('GRANT INSERT ON plain_event TO PUBLIC; GRANT USAGE ON SEQUENCE plain_event_id_seq TO PUBLIC')
  await owner.end()
}

async function measure(channelId: string, writers: number, seconds: number, turns = 3): Promise<Appends> {
  const event = {
    name: 'channel.edit',
    outcome: 'done',
    actor: { ...systemActor('start'), roles: [] },
    channelId,
  } as const
  const detail = { before: { owner: 'Sato Mayu' }, after: { owner: 'Tanaka Ken' } }
  const writes: Record<'chained' | 'plain', (tx: Tx) => Promise<unknown>> = {
    chained: (tx) => appendEvent(tx, { ...event, detail }),
    plain: (tx) => tx.$executeRaw`INSERT INTO plain_event (body) VALUES (${JSON.stringify({ ...event, detail })})`,
  }
  const counts = { chained: 0, plain: 0 }
  for (let turn = 0; turn < turns; turn++)
    for (const name of ['chained', 'plain'] as const) {
      const until = Date.now() + seconds * 1000
      await Promise.all(
        Array.from({ length: writers }, async () => {
          while (Date.now() < until) {
            await transaction(async (tx) => {
              // The business of the change: a row of its own, so that only the event is in the way of others.
              await tx.lease.create({ data: { name: crypto.randomUUID(), holder: 'bench', until: new Date() } })
              await writes[name](tx)
            })
            counts[name] += 1
          }
        }),
      )
    }
  const perSecond = (count: number) => Math.round(count / (seconds * turns))
  return {
    ...{ writers, chained: perSecond(counts.chained), plain: perSecond(counts.plain) },
    ratio: counts.chained / counts.plain,
  }
}
