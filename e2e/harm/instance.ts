import { type Kagiban, startKagiban } from '@/lib/cli/launch'
import { layDatabaseWire } from './wires/database-wire'
import { layLineWire } from './wires/line-wire'

/** Where an instance stands; its folder holds its spool and outlives its processes. */
export interface Place {
  env: NodeJS.ProcessEnv
  output: number
  port: number
  folder: string
}

/** The app on one port: one process after the other, each started as `npm start` does, over the same wires. */
export async function startInstance({ env, output, port, folder }: Place) {
  const database = await layDatabaseWire(env.DATABASE_URL ?? '')
  const line = await layLineWire(env.KAGIBAN_LINE_URL ?? '')
  let running: Kagiban | null = null
  const unwatch = () => {
    database.watch(null)
    line.watch(null)
  }
  return {
    url: `http://127.0.0.1:${port}`,
    database,
    line,
    unwatch,
    pid: () => running?.pid,
    /** Starts a process unless one runs, and waits until it answers. */
    async start(): Promise<void> {
      if (running) return
      unwatch()
      running = await startKagiban({
        env: {
          ...env,
          PORT: String(port),
          DATABASE_URL: database.url,
          KAGIBAN_LINE_URL: line.url,
          KAGIBAN_DATA_DIR: folder,
        },
        output,
      })
    },
    /** kill −9. */
    kill(): void {
      if (running?.pid) process.kill(running.pid, 'SIGKILL')
    },
    /** Waits for the end of the process that runs; the next `start` begins another one. */
    async ended(): Promise<void> {
      await running?.exited
      running = null
    },
    async close(): Promise<void> {
      unwatch()
      await running?.stop()
      database.close()
      line.close()
    },
  }
}
export type Instance = Awaited<ReturnType<typeof startInstance>>
