import { fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { type Server, startThrowAwayServer } from '@/sandbox/database/server'
import { createTemplate } from '@/sandbox/database/template'
import type { Tally } from './sequence'

/** What a worker is told. */
export interface Share {
  databaseUrl: string
  seed: number
  /** The sequences from this one on, each `every`th. */
  from: number
  every: number
  until: number
}

/** What a worker tells: one sequence more, or at the end what all of its own came to. */
export type Told = { done: 1 } | { tally: Tally }

/** Runs the sequences from `from` on, shared by a process for each core, each with a database of its own. */
export async function runEvictions(seed: number, from: number, count: number): Promise<Tally & { sequences: number }> {
  const server = await startThrowAwayServer()
  const every = Math.min(availableParallelism(), count)
  let done = 0
  const onDone = () => {
    done++
    if (done % 100 === 0) process.stdout.write(`\r  ${done} of ${count} sequences`)
  }
  try {
    const tallies = await Promise.all(
      Array.from({ length: every }, (_, index) =>
        work(server, { seed, from: from + index, every, until: from + count }, onDone),
      ),
    )
    const sum = (of: (tally: Tally) => number) => tallies.reduce((all, one) => all + of(one), 0)
    return {
      sequences: count,
      issued: sum((one) => one.issued),
      confirmed: sum((one) => one.confirmed),
      refused: sum((one) => one.refused),
      ended: sum((one) => one.ended),
      unconfirmed: tallies.flatMap((one) => one.unconfirmed),
    }
  } finally {
    await server.stop()
  }
}

async function work(server: Server, share: Omit<Share, 'databaseUrl'>, onDone: () => void): Promise<Tally> {
  const { url: databaseUrl } = await createTemplate(server.url)
  const worker = fork(new URL('worker.ts', import.meta.url), {
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    // Everything is thrown away, and waiting for the disk is not what is tried here.
    env: { ...process.env, DATABASE_URL: databaseUrl },
  })
  let tally: Tally | null = null
  worker.on('message', (told: Told) => {
    if ('tally' in told) tally = told.tally
    else onDone()
  })
  worker.send({ ...share, databaseUrl } satisfies Share)
  const [code] = await once(worker, 'exit')
  if (code !== 0 || !tally) throw new Error(`a worker ended with ${code}`)
  return tally
}
