import { afterAll, beforeAll, expect, it } from 'vitest'
import { signedIn } from '@/lib/access/testing'
import { getReport } from '@/lib/incidents/report/queries'
import { listAttention } from '@/lib/tokens/attention/queries'
import { makeDrill } from './drill'
import { startWorld, type World } from './world'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

it('holds a drill to its end, with a report of it, and leaves nothing that needs attention', async () => {
  const { incidentId, channelId } = await makeDrill(world.atLine)
  const report = await getReport(await signedIn(['auditor']), incidentId)
  expect(report.incident).toMatchObject({ drill: true, doneAt: expect.any(Date), closedAt: expect.any(Date) })
  expect(report.incident.channels[0]?.steps.map(({ state }) => state)).toEqual(Array(6).fill('done'))
  expect(report.safeMs).toBeGreaterThan(report.revokedMs ?? Number.POSITIVE_INFINITY)
  expect(report.tokens.map(({ purpose, state }) => [purpose, state])).toEqual([
    ['Tour reminders', 'gone'],
    ['Ferry delays', 'gone'],
    ['Nightly report', 'live'],
  ])
  expect((await listAttention(world.viewer)).rows.filter((row) => row.channelId === channelId)).toEqual([])
  expect(await world.atLine.faults()).toEqual([])
}, 30_000)
