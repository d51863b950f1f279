import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { lineConsole } from './console-client'
import { startLineServer } from './server'
import { callers, testKey, tokenIn } from './test-room'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'line-stand-in-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dataDir, { recursive: true })
})

async function roomAt(url: string) {
  const console = lineConsole({ url })
  const { channelId, channelSecret } = await console.createChannel()
  const kid = await console.registerKey(channelId, testKey.publicJwk)
  const at = (origin: string) => callers((input, init) => fetch(input, init), channelId, channelSecret, kid, origin)
  return { console, channelId, channelSecret, kid, at, ...at(url) }
}

test('a restart forgets nothing: channels, keys, tokens, clock', async () => {
  const first = await startLineServer({ port: 0, dataDir })
  const room = await roomAt(first.url)
  const v21 = await room.issueV21()
  const short = tokenIn(await room.issueShort())
  await room.console.advanceClock(-20)
  await first.close()

  const second = await startLineServer({ port: 0, dataDir })
  const again = room.at(second.url)
  expect((await again.verifyV21(tokenIn(v21))).status).toBe(200)
  expect((await again.verifyShort(short)).status).toBe(200)
  expect((await again.listKeyIds()).body?.kids).toEqual([v21.body?.key_id])
  const { now } = (await (await fetch(`${second.url}/_console/clock`)).json()) as { now: string }
  expect(Date.parse(now) - Date.now()).toBeLessThan(-19_000)
  await second.close()
})

test('the state is on disk when the answer leaves, for its owner only, without the text of tokens', async () => {
  const server = await startLineServer({ port: 0, dataDir })
  const room = await roomAt(server.url)
  const file = join(dataDir, 'line-stand-in.json')
  const replies = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const reply = await room.issueV21()
      if (reply.status === 200) expect(readFileSync(file, 'utf8')).toContain(reply.body?.key_id)
      return reply
    }),
  )
  const issued = replies.filter(({ status }) => status === 200)
  expect(issued).toHaveLength(30)
  expect((await room.listKeyIds()).body?.kids).toHaveLength(30)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  for (const reply of issued) expect(readFileSync(file, 'utf8')).not.toContain(reply.body?.access_token)
  await server.close()
})

test('a damaged state file stops the start and is not overwritten', async () => {
  const file = join(dataDir, 'line-stand-in.json')
  writeFileSync(file, '{"version":1,')
  await expect(startLineServer({ port: 0, dataDir })).rejects.toThrow('cannot be read')
  expect(readFileSync(file, 'utf8')).toBe('{"version":1,')
})

test('it refuses production, and says so when its port is taken', async () => {
  const server = await startLineServer({ port: 0 })
  await expect(startLineServer({ port: Number(new URL(server.url).port) })).rejects.toThrow('EADDRINUSE')
  vi.stubEnv('KAGIBAN_MODE', 'production')
  await expect(startLineServer({ port: 0 })).rejects.toThrow('KAGIBAN_MODE is production')
  await server.close()
})

test('a page elsewhere reaches neither the console nor the API', async () => {
  const server = await startLineServer({ port: 0 })
  const status = (headers: Record<string, string>) =>
    new Promise((resolve, reject) => {
      const call = request(`${server.url}/_console/reset`, { method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      call.on('error', reject).end()
    })
  expect(await status({ host: 'rebound.example' })).toBe(421)
  expect(await status({ origin: 'https://elsewhere.example' })).toBe(403)
  expect(await status({ origin: server.url })).toBe(200)
  await server.close()
})

test('the command serves, keeps what it issued through a kill, and stops on SIGTERM', async () => {
  const start = () => {
    const args = ['--conditions=react-server', '--import', 'tsx', 'sandbox/line/main.ts', '--port', '0']
    const child = spawn(process.execPath, args, {
      env: { ...process.env, KAGIBAN_DATA_DIR: dataDir, KAGIBAN_MODE: '' },
    })
    const url = new Promise<string>((resolve, reject) => {
      let output = ''
      child.stdout.on('data', (piece) => {
        output += piece
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(output)
        if (found) resolve(found[0])
      })
      child.once('exit', () => reject(new Error('The stand-in ended before it served')))
    })
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
    return { child, url, ended }
  }
  const first = start()
  const room = await roomAt(await first.url)
  const token = tokenIn(await room.issueV21())
  first.child.kill('SIGKILL')
  await first.ended
  const second = start()
  expect((await room.at(await second.url).verifyV21(token)).status).toBe(200)
  second.child.kill('SIGTERM')
  expect(await second.ended).toBe(0)
})
