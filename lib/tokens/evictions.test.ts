import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LineRoom, openLineRoom } from '@/e2e/harm/evictions/line-room'
import { randomOf } from '@/e2e/harm/evictions/random'
import { runSequence } from '@/e2e/harm/evictions/sequence'
import { startWorld, type World } from '@/sandbox/world'

let world: World
let room: LineRoom
beforeAll(async () => {
  room = await openLineRoom()
  world = await startWorld({ lineUrl: room.url })
})
afterAll(async () => {
  await world.close()
  await room.close()
})

// `npm run test:race` runs ten thousand of them, these among them: in one, an issue whose answer was lost has ended the
// token it named, so that another must be named for the next.
const FROM = 20261124 + 40

it('LINE ends no known short-lived token for a new one that nobody confirmed: 50 random sequences', async () => {
  let ended = 0
  for (let index = 0; index < 50; index++) {
    const tally = await runSequence(room, randomOf(FROM + index))
    expect({ index, unconfirmed: tally.unconfirmed }).toEqual({ index, unconfirmed: [] })
    ended += tally.ended
  }
  expect(ended).toBeGreaterThan(10)
}, 60_000)
