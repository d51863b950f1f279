import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { findEmbedded, startEmbedded } from './embedded'

const made: string[] = []

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-embedded-'))
  chmodSync(folder, 0o711)
  made.push(folder)
  return folder
}

afterAll(async () => {
  for (const folder of made) {
    const cluster = join(folder, 'postgres')
    if (await findEmbedded(folder)) await startEmbedded(folder).then(({ stop }) => stop())
    // Where root's server could not enter the folder, its data lives elsewhere.
    if (existsSync(cluster)) rmSync(dirname(realpathSync(cluster)), { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
})

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(sql).finally(() => client.end())
  return rows
}

const serverPid = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8)

describe('the PostgreSQL that comes with npm', () => {
  const folder = newFolder()
  const start = () => startEmbedded(folder)

  it('is made once, joined where it runs, stopped, and keeps what was written', async () => {
    expect(await findEmbedded(folder)).toBeNull()
    const first = await start()
    expect(first.joined).toBe(false)
    await query(first.url, `CREATE TABLE kept AS SELECT '鍵'::text AS word`)
    const second = await startEmbedded(folder)
    expect([second.joined, second.url]).toEqual([true, first.url])
    expect(await findEmbedded(folder)).toBe(first.url)
    await first.stop()
    expect(await findEmbedded(folder)).toBeNull()
    const third = await start()
    expect(third.joined).toBe(false)
    expect(await query(third.url, 'SELECT word FROM kept')).toEqual([{ word: '鍵' }])
  })

  it('writes everything down at once, listens on loopback only and lets nobody in without its password', async () => {
    const { url } = await start()
    const [settings] = await query(
      url,
      `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
        current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS socket,
        current_setting('log_error_verbosity') AS log`,
    )
    expect(settings).toEqual({ fsync: 'on', commit: 'on', address: '127.0.0.1', socket: '', log: 'terse' })
    const stranger = new URL(url)
    stranger.password = 'guess'
    await expect(query(stranger.toString(), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    expect(JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8'))).toEqual({ url })
    const modes = ['database.json', 'postgres', 'postgres.log'].map((name) => mode(join(folder, name)))
    expect(modes).toEqual(['600', '700', '600'])
    expect(readFileSync(join(folder, 'postgres.log'), 'utf8')).not.toContain(new URL(url).password)
  })

  it('comes back with everything it acknowledged after all of it was killed', async () => {
    const { url } = await start()
    await query(url, 'CREATE TABLE survived AS SELECT 1 AS n')
    // The server alone: its helpers notice, and the next start must wait for them.
    process.kill(serverPid(folder), 'SIGKILL')
    const again = await start()
    expect(again.joined).toBe(false)
    expect(await query(again.url, 'SELECT n FROM survived')).toEqual([{ n: 1 }])
  })

  it.runIf(process.platform === 'linux')('is not kept from starting by a stranger who got its process id', async () => {
    const cluster = join(folder, 'postgres')
    const { stop } = await start()
    const left = readFileSync(join(cluster, 'postmaster.pid'), 'utf8')
    await stop()
    const { uid, gid } = statSync(cluster)
    const stranger = spawn('sleep', ['60'], { uid, gid, cwd: '/' })
    writeFileSync(join(cluster, 'postmaster.pid'), left.replace(/^\d+/, String(stranger.pid)))
    chownSync(join(cluster, 'postmaster.pid'), uid, gid)
    expect(await start()).toMatchObject({ joined: false })
    stranger.kill()
  })

  it('starts once when two start it together', async () => {
    const other = newFolder()
    const both = await Promise.all([startEmbedded(other), startEmbedded(other)])
    expect(both[0].url).toBe(both[1].url)
    expect(both.map(({ joined }) => joined).sort()).toEqual([false, true])
  })
})

describe.runIf(process.getuid?.() === 0)('as root', () => {
  it('works in a folder that others may not enter, and sets its database aside when that folder is gone', async () => {
    const folder = newFolder()
    chmodSync(folder, 0o700)
    const start = () => startEmbedded(folder)
    const first = await start()
    const { stdout } = spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' })
    expect(statSync(`/proc/${serverPid(folder)}`).uid).toBe(Number(stdout))
    await query(first.url, 'CREATE TABLE kept AS SELECT 1 AS n')
    expect(lstatSync(join(folder, 'postgres')).isSymbolicLink()).toBe(true)
    await first.stop()
    const again = await start()
    expect(await query(again.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }])
    await again.stop()
    rmSync(join(folder, 'postgres'))
    const fresh = await start()
    await expect(query(fresh.url, 'SELECT n FROM kept')).rejects.toMatchObject({ code: '42P01' })
  })

  it('leaves an ordinary user to run it as themselves', () => {
    const nobody = 65534
    const folder = newFolder()
    chownSync(folder, nobody, nobody)
    const program = `
      const { startEmbedded } = await import('@/lib/db/embedded')
      const database = await startEmbedded(${JSON.stringify(join(folder, 'data'))})
      await database.stop()
      process.stdout.write('ran as ' + process.getuid())`
    const options = ['--conditions=react-server', '--import', 'tsx', '--input-type=module', '-e', program]
    const env = { ...process.env, HOME: folder, TMPDIR: folder }
    const ran = spawnSync(process.execPath, options, { uid: nobody, gid: nobody, encoding: 'utf8', env })
    expect(ran.stderr + ran.stdout).toBe(`ran as ${nobody}`)
    expect(statSync(join(folder, 'data', 'postgres')).uid).toBe(nobody)
  })
})
