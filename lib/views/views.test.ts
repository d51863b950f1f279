import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { perform } from '@/lib/perform'
import { startWorld, type World } from '@/sandbox/world'
import { dropView } from './drop'
import { listViews } from './queries'
import { saveView } from './save'
import { MOST_VIEWS } from './schema'

let world: World
let other: PersonActor
let nobody: PersonActor
beforeAll(async () => {
  world = await startWorld()
  other = await signedIn(['auditor'])
  nobody = await signedIn([])
})
afterAll(() => world.close())

const save = (name: string, query = 'action=token.revoke', actor = world.viewer) =>
  perform(actor, saveView, { name, query })
const names = async (actor = world.viewer) => (await listViews(actor)).map(({ name }) => name)

describe('a saved view', () => {
  it('keeps the filter of an address and nothing else of it, and is told', async () => {
    await save(
      '  渋谷の取り消し ',
      'outcome=failed&colour=red&before=12&q=%E6%B8%8B%E8%B0%B7&event=3&action=token.revoke',
    )
    const [view] = await listViews(world.viewer)
    expect(view).toMatchObject({
      name: '渋谷の取り消し',
      query: 'action=token.revoke&outcome=failed&q=%E6%B8%8B%E8%B0%B7',
    })
    expect(await world.outcomesOf('history.saveView')).toEqual(['done'])
  })

  it('is its person’s own: another may have the same name, and cannot drop it', async () => {
    await save('mine')
    await save('mine', 'action=token.issue', other)
    const [theirs] = await listViews(other)
    await expect(perform(world.viewer, dropView, { viewId: theirs?.id ?? '' })).rejects.toMatchObject({
      reason: 'viewNotFound',
    })
    await perform(other, dropView, { viewId: theirs?.id ?? '' })
    expect(await names(other)).toEqual([])
    expect(await names()).toContain('mine')
  })

  it('is refused under a name that is taken, without a filter, without a name', async () => {
    await save('twice')
    await expect(save(' twice ')).rejects.toMatchObject({ reason: 'viewNameTaken', field: 'name' })
    await expect(save('all', 'before=12')).rejects.toMatchObject({ reason: 'viewEmpty' })
    await expect(save(' ')).rejects.toThrow()
  })

  it('is denied to who has no role, which is written down', async () => {
    await expect(save('x', 'action=token.issue', nobody)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(perform(nobody, dropView, { viewId: newId() })).rejects.toMatchObject({ code: 'forbidden' })
    expect(await world.outcomesOf('history.saveView')).toContain('denied')
    expect(await world.outcomesOf('history.dropView')).toContain('denied')
  })

  it('is one of fifty at most, also when two are saved at once', async () => {
    const userId = other.id
    await database().savedView.createMany({
      data: Array.from({ length: MOST_VIEWS - 1 }, (_, index) => ({
        ...{ id: newId(), userId, name: `${index}`, query: 'action=x', createdAt: new Date() },
      })),
    })
    const saved = await Promise.allSettled(['one', 'two'].map((name) => save(name, 'action=x', other)))
    expect(saved.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(save('three', 'action=x', other)).rejects.toMatchObject({ reason: 'viewsFull' })
  })
})
