import { beforeAll, describe, expect, it } from 'vitest'
import type { PersonActor } from '@/lib/access/actor'
import { signedIn } from '@/lib/access/testing'
import { database } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { testDatabase } from '@/sandbox/database/test-database'
import { findFilterChoices } from './choices'
import { listChannels } from './list-channels'

testDatabase()

const NOW = new Date()
const [shibuya, bangkok, taipei, archived] = [newId(), newId(), newId(), newId()]
const NAMES = new Map([
  [shibuya, '渋谷カフェ公式'],
  [bangkok, 'ร้านหนังสือสยาม'],
  [taipei, 'Taipei 100%_Books'],
])
let viewer: PersonActor
beforeAll(async () => {
  viewer = await signedIn(['viewer'])
  const shared = { type: 'messaging_api', environment: 'production', owner: 'Sato Mayu', tags: ['Retail'] }
  await database().channel.createMany({
    data: [
      { ...shared, id: shibuya, lineChannelId: '1653424912', name: '渋谷カフェ公式' },
      { ...shared, id: bangkok, lineChannelId: '1657310284', name: 'ร้านหนังสือสยาม', environment: 'staging', tags: [] },
      {
        ...{ ...shared, id: taipei, lineChannelId: '1660029417', name: 'Taipei 100%_Books' },
        ...{ type: 'mini_app', owner: 'Lin Yi-chen', tags: ['本屋', 'ＶＩＰ'] },
      },
      { ...shared, id: archived, lineChannelId: '1650019277', name: '旧・渋谷カフェ', archivedAt: NOW, owner: 'Gone' },
    ],
  })
  await database().token.create({
    data: {
      ...{ id: newId(), channelId: shibuya, kind: 'v2.1', keyId: 'sDTOzw5wIfWxTEzcmeQA', fingerprint: 'x', owner: 'x' },
      ...{ purpose: 'x', issuedByName: 'x', issuedAt: NOW, expiresAt: NOW, state: 'gone' },
    },
  })
  await database().keyIdSighting.create({
    data: { channelId: bangkok, keyId: 'U_gdnFYKTWRDVZexGg', standing: 'foreign', firstSeenAt: NOW, lastSeenAt: NOW },
  })
  await database().signingKey.create({
    data: {
      ...{ id: newId(), channelId: taipei, kid: '536e453c-aa93-4449-8e58', publicJwk: {}, state: 'active' },
      ...{ sealed: 'x', sealingKeyId: 'x' },
    },
  })
})

const found = async (filter: object) =>
  (await listChannels(viewer, filter)).rows.map(({ id }) => NAMES.get(id) ?? id).sort()
const names = (...ids: string[]) => ids.map((id) => NAMES.get(id) ?? id).sort()

describe('searching', () => {
  it.each([
    ['a part of a Japanese name', 'カフェ', [shibuya]],
    ['the same in half width', 'ｶﾌｪ', [shibuya]],
    ['a part of a Thai name', 'หนังสือ', [bangkok]],
    ['a part of a name in other case', 'tAIPEI', [taipei]],
    ['a part of a channel ID', '73102', [bangkok]],
    ['a part of the key ID of a token', 'wifwx', [shibuya]],
    ['a part of a key ID seen at LINE', 'u_GDN', [bangkok]],
    ['a part of the kid of a signing key', 'AA93-4449', [taipei]],
    ['a part of a tag in other case', 'retai', [shibuya]],
    ['a part of a Japanese tag', '屋', [taipei]],
    ['a tag in full width', 'vip', [taipei]],
    ['a percent sign, which is no wildcard', '0%', [taipei]],
    ['an underscore, which is no wildcard', '%_b', [taipei]],
    ['a wildcard alone', '%%', []],
    ['an underscore alone', 'wI_Wx', []],
    ['a backslash', '\\', []],
    ['what is a part of nothing', 'no such thing', []],
    ['what would be SQL', `' OR TRUE --`, []],
    ['two tags together, which stand beside each other only', '本屋 vip', []],
  ])('by %s', async (_name, q, ids) => expect(await found({ q })).toEqual(names(...ids)))
})

describe('filtering', () => {
  it.each([
    ['type', { type: 'mini_app' }, [taipei]],
    ['environment', { environment: 'staging' }, [bangkok]],
    ['owner', { owner: 'Lin Yi-chen' }, [taipei]],
    ['an owner of no channel', { owner: 'Lin' }, []],
    ['tag', { tag: 'Retail' }, [shibuya]],
    ['a part of a tag, which is no tag', { tag: 'Ret' }, []],
    ['several together', { type: 'messaging_api', environment: 'production', owner: 'Sato Mayu' }, [shibuya]],
    ['several that contradict each other', { type: 'mini_app', environment: 'staging' }, []],
    ['nothing', {}, [shibuya, bangkok, taipei]],
    ['archived', { state: 'archived' }, [archived]],
    ['a search among the archived', { state: 'archived', q: 'カフェ' }, [archived]],
  ])('by %s', async (_name, filter, ids) => expect(await found(filter)).toEqual(names(...ids)))

  it('offers the owners and tags of the channels that are not archived', async () => {
    expect(await findFilterChoices(viewer)).toEqual({
      owners: ['Lin Yi-chen', 'Sato Mayu'],
      tags: ['Retail', '本屋', 'ＶＩＰ'],
    })
  })
})
