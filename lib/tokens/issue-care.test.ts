import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { keepClock } from '@/lib/line/care/clock'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { issueToken } from './issue'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

it('refuses to issue by an assertion while LINE and this server disagree on the time, and says by how much', async () => {
  const { channelId } = await world.channelWithKey()
  keepClock(env().KAGIBAN_LINE_URL, { offsetMs: -51_000, tripMs: 1 })
  const calls = (await world.atLine.calls()).length
  const issuing = perform(world.operator, issueToken, { channelId, kind: 'stateless', purpose: 'Skewed' })
  await expect(issuing).rejects.toMatchObject({ code: 'conflict', reason: 'clockSkew', values: { seconds: 51 } })
  expect((await world.atLine.calls()).length).toBe(calls)
  expect(await world.outcomesOf('token.issue', channelId)).toEqual(['requested', 'failed'])
  forgetLine()
})

it('refuses more issues of one person within a minute than are allowed, and none of another', async () => {
  const { channelId } = await world.channelWithKey()
  const { signedIn } = await import('@/lib/access/testing')
  const limit = env().KAGIBAN_ISSUES_PER_MINUTE
  const hasty = await signedIn(['operator'])
  const actor = { kind: 'person', id: hasty.id }
  const row = { change: 'token.issue', state: 'done', actor, plan: {}, leaseUntil: new Date() }
  const { newId } = await import('@/lib/db/id')
  await database().operation.createMany({ data: Array.from({ length: limit }, () => ({ id: newId(), ...row })) })
  const issue = (who: typeof hasty) =>
    perform(who, issueToken, { channelId, kind: 'stateless', purpose: 'Many', proof: 'secret' })
  await expect(issue(hasty)).rejects.toMatchObject({ code: 'busy', reason: 'tooManyIssues', values: { limit } })
  await expect(issue(await signedIn(['operator']))).resolves.toMatchObject({ result: { kind: 'stateless' } })
})
