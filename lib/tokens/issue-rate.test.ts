import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { env } from '@/lib/env'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from './issue'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

it('lets nobody begin more than they may, also when they begin them all at once', async () => {
  const left = 2
  const issuer = await signedIn(['operator'])
  const row = { change: 'token.issue', state: 'done', actor: { kind: 'person', id: issuer.id }, plan: {} }
  const rows = Array.from({ length: env().KAGIBAN_ISSUES_PER_MINUTE - left }, () => ({
    ...{ id: newId(), leaseUntil: new Date() },
    ...row,
  }))
  await database().operation.createMany({ data: rows })
  const channels: string[] = []
  for (let nth = 0; nth < 8; nth++) channels.push((await world.channelWithKey()).channelId)
  const issued = await Promise.allSettled(
    channels.map((channelId) => perform(issuer, issueToken, { channelId, life: 'hour', purpose: 'At once' })),
  )
  expect(issued.filter(({ status }) => status === 'fulfilled')).toHaveLength(left)
  for (const one of issued) if (one.status === 'rejected') expect(one.reason).toMatchObject({ reason: 'tooManyIssues' })
}, 60_000)
