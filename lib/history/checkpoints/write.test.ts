import { createHash } from 'node:crypto'
import { compactVerify, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { checkpointKeys, isMacOf } from '@/lib/sealing/history-keys'
import { startWorld, type World } from '@/sandbox/world'
import { appendEvent } from '../append'
import { onCheckpoint } from './wake'
import { type CheckpointPayload, checkpointNews } from './write'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

const actor = { ...systemActor('start'), roles: [] }
const append = (name: string, outcome: 'done' | 'requested' | 'denied' = 'done') =>
  transaction((tx) => appendEvent(tx, { name, outcome, actor }))
const last = () => database().checkpoint.findFirst({ orderBy: { seq: 'desc' } })

async function read(jws: string): Promise<CheckpointPayload> {
  const [jwk] = checkpointKeys()
  if (!jwk) throw new Error('no key')
  const { payload, protectedHeader } = await compactVerify(jws, await importJWK({ ...jwk, alg: 'EdDSA' }))
  expect(protectedHeader).toEqual({ alg: 'EdDSA', kid: jwk.kid, typ: 'kagiban-checkpoint' })
  return JSON.parse(new TextDecoder().decode(payload))
}

describe('every event', () => {
  it('has a keyed hash, written with it or not at all', async () => {
    const seq = await append('channel.edit')
    const event = await database().event.findUniqueOrThrow({ where: { seq } })
    const { keyId, mac } = await database().eventMac.findUniqueOrThrow({ where: { seq } })
    expect(isMacOf(event.hash, keyId, mac)).toBe(true)
    expect(isMacOf(event.previousHash, keyId, mac)).toBe(false)
    expect(isMacOf(event.hash, 'history-0009', mac)).toBe(false)
    const failed = transaction(async (tx) => {
      await appendEvent(tx, { name: 'channel.edit', outcome: 'done', actor })
      throw new Error('changed its mind')
    })
    await expect(failed).rejects.toThrow('changed its mind')
    expect(await database().eventMac.count()).toBe(await database().event.count())
  })
})

describe('a checkpoint', () => {
  it('stands right behind what cannot be undone, names the one before, and is signed', async () => {
    const before = await last()
    expect(await append('token.revoke', 'requested')).toBeGreaterThan(0n)
    expect((await last())?.seq).toBe(before?.seq)
    const seq = await append('token.revoke')
    const event = await database().event.findUniqueOrThrow({ where: { seq } })
    const made = await last()
    expect(made).toMatchObject({ seq, cause: 'token.revoke' })
    const payload = await read(made?.jws ?? '')
    expect(payload).toMatchObject({
      iss: 'http://localhost:3000',
      seq: Number(seq),
      hash: Buffer.from(event.hash).toString('hex'),
      count: Number(seq),
      previous: before ? createHash('sha256').update(before.jws).digest('base64url') : null,
    })
    expect(Math.abs(payload.iat - Date.now() / 1000)).toBeLessThan(60)
    await append('secret.replace')
    const next = await read((await last())?.jws ?? '')
    expect(next.previous).toBe(
      createHash('sha256')
        .update(made?.jws ?? '')
        .digest('base64url'),
    )
  })

  it('waits for delivery to each place configured, woken only by a commit', async () => {
    let woken = 0
    onCheckpoint(() => (woken += 1))
    const seq = await append('key.retire')
    await transaction(async (tx) => {
      await appendEvent(tx, { name: 'key.retire', outcome: 'done', actor })
      throw new Error('no')
    }).catch(() => {})
    onCheckpoint(undefined)
    expect(woken).toBe(1)
    const waiting = await database().checkpointDelivery.findMany({ where: { seq } })
    expect(waiting).toMatchObject([{ target: 'log', deliveredAt: null, tries: 0 }])
  })

  it('stands at every 500th event', async () => {
    const { seq } = await database().chainHead.findUniqueOrThrow({ where: { chain: 'history' } })
    const left = Number(500n - (seq % 500n))
    for (let count = 1; count <= left; count++) await append('channel.edit')
    expect(await last()).toMatchObject({ seq: seq + BigInt(left), cause: 'count' })
  })

  it('is made of news once it has waited, by one of many who see it', async () => {
    expect(await checkpointNews(0)).toBe(false)
    const seq = await append('channel.edit')
    expect(await checkpointNews(60_000)).toBe(false)
    expect((await Promise.all([1, 2, 3, 4].map(() => checkpointNews(0)))).filter(Boolean)).toHaveLength(1)
    expect(await last()).toMatchObject({ seq, cause: 'news' })
    expect(await checkpointNews(0)).toBe(false)
  })
})
