import 'server-only'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { connectionSettings } from '@/lib/db/connection'
import { isDatabaseGone } from '@/lib/db/errors'
import { StartRefused } from '@/lib/errors'
import { NAME, readPassword } from './cluster'
import type { Place } from './place'
import { run, runStart } from './run'

const RUNNING = 0
const PORT_LINE = 3
// After everything was killed, a start fails until the last of the old processes is gone.
const START_FOR_MS = 20_000

/** The address of the cluster's server when it runs and answers, else null. */
export async function findRunning(place: Place): Promise<string | null> {
  const port = readPidFile(place)[PORT_LINE]
  if (!port || (await run(place, 'pg_ctl', ['status', '-D', place.cluster])).code !== RUNNING) return null
  const url = `postgresql://${NAME}:${readPassword(place)}@127.0.0.1:${port}/${NAME}`
  return (await answers(url)) ? url : null
}

/** Starts the cluster's server on a free port of 127.0.0.1, or finds it running; answers its address. */
export async function startServer(place: Place): Promise<{ url: string; joined: boolean }> {
  for (const until = Date.now() + START_FOR_MS; Date.now() < until; await sleep(200)) {
    const running = await findRunning(place)
    if (running) return { url: running, joined: true }
    forgetDeadServer(place)
    const code = await runStart(place, ['-w', '-s', '-t', '60', '-D', place.cluster, '-o', `-p ${await freePort()}`])
    const started = code === 0 ? await findRunning(place) : null
    if (started) return { url: started, joined: false }
  }
  throw new StartRefused(`The database in ${place.home} does not start; ${place.log} says why.`)
}

/** Stops the cluster's server if it runs: ends its connections, writes everything down and waits for its end. */
export async function stopServer(place: Place): Promise<void> {
  await run(place, 'pg_ctl', ['stop', '-w', '-s', '-m', 'fast', '-t', '60', '-D', place.cluster])
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client(connectionSettings(url))
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === '3D000') return await createDatabase(url)
    if (isDatabaseGone(error)) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function createDatabase(url: string): Promise<boolean> {
  const client = new pg.Client(connectionSettings(url.replace(/\/[^/]*$/, '/postgres')))
  await client.connect()
  try {
    await client.query(`CREATE DATABASE ${NAME}`)
  } catch (error) {
    // Another start made it meanwhile.
    if (!['42P04', '23505'].includes(String((error as { code?: unknown }).code))) throw error
  } finally {
    await client.end()
  }
  return true
}

function readPidFile({ cluster }: Place): string[] {
  const file = join(cluster, 'postmaster.pid')
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
}

/**
 * A killed server leaves its process id behind. When another process has that id now, as in a new container, PostgreSQL
 * takes it for its own and does not start. Only Linux tells who it is.
 */
function forgetDeadServer(place: Place): void {
  const pid = readPidFile(place)[0]?.trim()
  if (process.platform !== 'linux' || !pid) return
  const comm = `/proc/${pid}/comm`
  if (existsSync(comm) && readFileSync(comm, 'utf8').trim() !== 'postgres') {
    rmSync(join(place.cluster, 'postmaster.pid'), { force: true })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
