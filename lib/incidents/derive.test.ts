import { afterAll, beforeAll, expect, it } from 'vitest'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { database } from '@/lib/db/client'
import { activateKey } from '@/lib/keys/activate'
import { checkChannel } from '@/lib/keys/check'
import { generateKey } from '@/lib/keys/generate'
import { retireKey } from '@/lib/keys/retire'
import { perform } from '@/lib/perform'
import { syncChannel } from '@/lib/tokens/sync'
import { startWorld, type World } from '@/sandbox/world'
import { closeIncident } from './close'
import { openIncident } from './open'
import { getIncident, listIncidents } from './queries'
import { mayLiveUntil } from './schema'
import { stepIncident } from './step'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.close())

type Made = Awaited<ReturnType<World['channelWithKey']>>
const open = async ({ channelId }: Made) =>
  (await perform(world.operator, openIncident, { channels: channelId, reason: 'Key on a pastebin' })).result.incidentId
const look = (incidentId: string) => getIncident(world.viewer, incidentId)
async function states(incidentId: string) {
  const [channel] = (await look(incidentId)).channels
  return Object.fromEntries(channel?.steps.map(({ step, state }) => [step, state]) ?? [])
}
const close = (incidentId: string, reason = '') => perform(world.operator, closeIncident, { incidentId, reason })
const step = (incidentId: string, channelId?: string) =>
  perform(world.operator, stepIncident, { incidentId, ...(channelId ? { channelId } : {}) })
async function newKey({ channelId, lineChannelId }: Made) {
  const { signingKeyId } = (await perform(world.operator, generateKey, { channelId })).result
  const { publicJwk } = await database().signingKey.findUniqueOrThrow({ where: { id: signingKeyId } })
  const kid = await world.atLine.registerKey(lineChannelId, publicJwk)
  await perform(world.operator, activateKey, { channelId, signingKeyId, kid })
}
const newSecret = async ({ channelId, lineChannelId }: Made) =>
  perform(world.operator, replaceSecret, {
    channelId,
    channelSecret: await world.atLine.reissueSecret(lineChannelId),
  })
const retire = ({ channelId }: Made, signingKeyId: string, typedKid = '') =>
  perform(world.operator, retireKey, { channelId, signingKeyId, typedKid })
const sync = ({ channelId }: Made) => perform(world.operator, syncChannel, { channelId })
const check = ({ channelId }: Made) => perform(world.operator, checkChannel, { channelId })

it('is not safe while LINE may take a key that was only retired here', async () => {
  const made = await world.channelWithKey()
  const { channelId } = made
  await retire(made, made.signingKeyId, made.kid)
  const id = await open(made)
  await newKey(made)
  await newSecret(made)
  await sync(made)
  expect(await states(id)).toMatchObject({ key: 'done', oldKey: 'now', secret: 'done', sweep: 'later' })
  await expect(step(id)).rejects.toMatchObject({ reason: 'incidentNotDone' })
  await step(id, channelId)
  expect((await look(id)).channels[0]?.oldKeys).toMatchObject([{ kid: made.kid, saidBy: 'Sato Mayu' }])
  await sync(made)
  expect(await states(id)).toMatchObject({ oldKey: 'done', sweep: 'done' })
  await close(id)
})

it('asks for a word of what was erased, not of what LINE was seen to refuse, nor once for all', async () => {
  const made = await world.channelWithKey()
  const { channelId, lineChannelId } = made
  await newKey(made)
  await retire(made, made.signingKeyId)
  const [second] = await database().signingKey.findMany({ where: { channelId, state: 'active' } })
  await world.atLine.deleteKey(lineChannelId, second?.kid ?? '')
  await check(made)
  await newKey(made)
  await retire(made, second?.id ?? '')
  const again = await open(made)
  const kids = async () => (await look(again)).channels[0]?.oldKeys.map(({ kid }) => kid) ?? []
  expect(await kids()).toContain(made.kid)
  expect(await kids()).not.toContain(second?.kid)
  const [third] = await database().signingKey.findMany({ where: { channelId, state: 'active' } })
  await newKey(made)
  await step(again, channelId)
  await retire(made, third?.id ?? '')
  expect((await states(again)).oldKey).toBe('now')
  await step(again, channelId)
  expect((await states(again)).oldKey).toBe('done')
  await close(again, 'Test')
})

it('is called safe only while it is, and says until when something may live all the same', async () => {
  const made = await world.channelWithKey()
  const id = await open(made)
  await newKey(made)
  await newSecret(made)
  await world.atLine.deleteKey(made.lineChannelId, made.kid)
  await check(made)
  await sync(made)
  await step(id)
  const safeOf = async () => [
    (await look(id)).safeAt !== null,
    (await listIncidents(world.viewer)).find((row) => row.id === id)?.safeAt != null,
  ]
  expect(await safeOf()).toEqual([true, true])
  const { openedAt, channels } = await look(id)
  expect(mayLiveUntil(channels)?.getTime()).toBeGreaterThan(openedAt.getTime() + 29 * 86_400_000)

  await world.atLine.issueElsewhere(made.lineChannelId, { kind: 'v2.1' })
  await sync(made)
  expect((await states(id)).sweep).toBe('wrong')
  expect(await safeOf()).toEqual([false, false])
  await expect(step(id)).rejects.toMatchObject({ reason: 'incidentNotDone' })
  await expect(close(id)).rejects.toMatchObject({ reason: 'incidentNotSafe' })
  await close(id, 'It ends by itself')
  expect(await safeOf()).toEqual([false, false])
  const { body } = await database().event.findFirstOrThrow({ where: { name: 'incident.close', targetId: id } })
  expect(JSON.parse(body).detail).toMatchObject({ safeAt: null, before: expect.any(String) })
})
