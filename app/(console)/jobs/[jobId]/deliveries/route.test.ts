import { afterAll, beforeAll, expect, it } from 'vitest'
import { startWorld, type World } from '@/sandbox/world'
import { POST } from './route'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const jobId = crypto.randomUUID()
const ask = (headers: Record<string, string>) =>
  POST(new Request('http://localhost:3000/', { method: 'POST', headers, body: '{}' }), {
    params: Promise.resolve({ jobId }),
  })

it.each([
  ['none', undefined],
  ['a foreign one', 'https://evil.example'],
  ['null', 'null'],
  ['one that begins like ours', 'http://localhost:3000.evil.example'],
])('hands nothing to a page of another origin: %s', async (_name, origin) => {
  const response = await ask(origin ? { origin } : {})
  expect(response.status).toBe(403)
  expect(response.headers.get('cache-control')).toBe('no-store')
  expect(await response.json()).toEqual({})
})
