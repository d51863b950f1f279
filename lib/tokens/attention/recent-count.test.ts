import { expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { testDatabase } from '@/sandbox/database/test-database'
import { givenChannel } from './given.fixture'
import { recentAttentionCount } from './recent-count'

testDatabase()

it('counts anew only after five seconds', async () => {
  const viewer = await signedIn(['viewer'])
  const now = Date.now()
  expect(await recentAttentionCount(viewer, now)).toBe(0)
  await givenChannel({ key: null })
  expect(await recentAttentionCount(viewer, now + 5_000)).toBe(0)
  expect(await recentAttentionCount(viewer, now + 5_001)).toBe(1)
})
