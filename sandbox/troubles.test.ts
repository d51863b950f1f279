import { afterAll, beforeAll, expect, it } from 'vitest'
import { database } from '@/lib/db/client'
import { listAttention } from '@/lib/tokens/attention/queries'
import { makeTroubles } from './troubles'
import { startWorld, type World } from './world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

it('makes channels whose troubles the overview tells', async () => {
  await makeTroubles(world.atLine)
  const { rows } = await listAttention(world.viewer)
  expect(rows.map(({ kind, channelName, count }) => `${kind} ${channelName} ${count}`)).toEqual(
    expect.arrayContaining([
      'unproven Bangkok Foods TH 1',
      'drift 台北書店 2',
      'soon Bangkok Foods TH 2',
      'secretRefused 札幌ラーメン協会 1',
      'keyRefused 名古屋動物園 1',
      'slots 大阪水族館 24',
      'noKey ร้านหนังสือกรุงเทพ 1',
    ]),
  )
  // What LINE refused is refused for the reason the channel is there for, and nothing else went wrong.
  const ended = await database().operation.findMany({ where: { state: { not: 'done' } }, select: { ending: true } })
  expect(ended.map(({ ending }) => (ending as { reason?: string }).reason).sort()).toEqual([
    'lineClientSecretInvalid',
    'lineSigningKeyUnknown',
  ])
  // A fault that nobody met would meet whoever comes next.
  expect(await world.atLine.faults()).toEqual([])
}, 60_000)
