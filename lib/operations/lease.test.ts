import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { testDatabase } from '@/sandbox/database/test-database'
import { holder, withLease } from './lease'

testDatabase()
const given = (name: string, who: string, ms: number) =>
  database().lease.create({ data: { name, holder: who, until: new Date(Date.now() + ms) } })

it('is not had while another instance has it, and is when that one died', async () => {
  await given('a', 'another instance', 60_000)
  let done = 0
  const work = async () => {
    done++
  }
  expect(await withLease('a', 1000, work)).toBe(false)
  expect(done).toBe(0)
  await database().lease.update({ where: { name: 'a' }, data: { until: new Date() } })
  expect(await withLease('a', 1000, work)).toBe(true)
  expect(done).toBe(1)
})

it('is kept for as long as the work takes, and given back after it', async () => {
  let other = true
  await withLease('b', 300, async () => {
    await sleep(700)
    other = (await database().lease.findUniqueOrThrow({ where: { name: 'b' } })).until < new Date()
  })
  expect(other).toBe(false)
  const { until, holder: who } = await database().lease.findUniqueOrThrow({ where: { name: 'b' } })
  expect(who).toBe(holder())
  expect(until.getTime()).toBeLessThanOrEqual(Date.now())
})

it('is given back when the work fails', async () => {
  await expect(
    withLease('c', 60_000, async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  const { until } = await database().lease.findUniqueOrThrow({ where: { name: 'c' } })
  expect(until.getTime()).toBeLessThanOrEqual(Date.now())
})
