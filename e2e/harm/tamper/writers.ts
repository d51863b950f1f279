import { fork } from 'node:child_process'
import { once } from 'node:events'
import { database } from '@/lib/db/client'
import { walk } from '@/lib/verifying/walk'

/** What eight writers of two processes made of one chain. */
export interface Written {
  events: number
  forks: number
  gaps: number
  problems: number
}

/** Two processes with four writers each append `count` events in all to the history of this process's database. */
export async function writeTogether(count: number): Promise<Written> {
  const before = Number((await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })).seq)
  const codes = await Promise.all(
    [1, 2].map(async () => {
      const worker = fork(new URL('writer.ts', import.meta.url), [String(count / 2)], {
        execArgv: ['--conditions=react-server', '--import', 'tsx'],
        env: process.env,
      })
      return (await once(worker, 'exit'))[0]
    }),
  )
  if (codes.some((code) => code !== 0)) throw new Error(`a writer ended with ${codes}`)
  const [found] = await database().$queryRaw<{ events: number; last: number; links: number }[]>`
    SELECT count(*)::int AS events, max(seq)::int AS last, count(DISTINCT "previousHash")::int AS links FROM "Event"`
  const { problems } = await walk({ seq: 0, hash: '0'.repeat(64) }, Number.MAX_SAFE_INTEGER)
  return {
    events: (found?.events ?? 0) - before,
    forks: (found?.events ?? 0) - (found?.links ?? 0),
    gaps: (found?.last ?? 0) - (found?.events ?? 0),
    problems: problems.length,
  }
}
