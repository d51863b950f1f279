import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { isRefusal } from '@/lib/errors'
import { forgetLine } from '@/lib/line/care/state'
import { perform } from '@/lib/perform'
import { importToken } from '@/lib/tokens/import'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { verifyToken } from '@/lib/tokens/verify'
import { activateNewKey, register } from './registered'
import type { Sandbox } from './start-sandbox'

const actor = systemActor('command line')
type AtLine = Sandbox['atLine']

/** Channels of which each needs attention for another reason, so that the overview shows what it can tell. */
export async function makeTroubles(atLine: AtLine): Promise<void> {
  await Promise.all([login(atLine), foreign(atLine), reissued(atLine), full(atLine), keyDeleted(atLine), noKey(atLine)])
  // Last and alone, because the fault it needs meets whoever calls next.
  await ending(atLine)
}

/** A channel of the type that has no v2.1 tokens, with one of each kind it has; all is well with it. */
async function login(atLine: AtLine): Promise<void> {
  const hotel = { type: 'line_login', owner: 'Mori Aoi', tags: 'hotel, guests' } as const
  const { channelId } = await register(atLine, '横浜ベイホテル', hotel)
  await perform(actor, issueToken, { channelId, kind: 'short-lived', purpose: 'Guest app' })
  await perform(actor, issueToken, { channelId, kind: 'stateless', proof: 'secret', purpose: 'LIFF deployment' })
}

/** Somebody else issues here, with a key of their own. */
async function foreign(atLine: AtLine): Promise<void> {
  const channel = await register(atLine, '台北書店', { owner: 'Kobayashi Ren', tags: 'retail, taipei' })
  const { channelId, lineChannelId } = channel
  await activateNewKey(atLine, channel)
  const { tokenId } = (await issue(channelId, 'Stock alerts')).result
  await perform(actor, verifyToken, { channelId, tokenId })
  for (let count = 0; count < 2; count++) await atLine.issueElsewhere(lineChannelId)
  const pasted = await atLine.issueLongLived(lineChannelId)
  await perform(actor, importToken, { channelId, pasted, purpose: 'Legacy CRM connector' })
  await perform(actor, syncChannel, { channelId })
}

/** Its secret was reissued in LINE's console, and nobody told. */
async function reissued(atLine: AtLine): Promise<void> {
  const channel = await register(atLine, '札幌ラーメン協会', { owner: 'Sato Mayu', tags: 'restaurants' })
  const { channelId, lineChannelId } = channel
  await activateNewKey(atLine, channel)
  const { tokenId } = (await issue(channelId, 'Queue display')).result
  await atLine.reissueSecret(lineChannelId)
  await refused(perform(actor, revokeToken, { channelId, tokenId, confirm: lineChannelId }))
}

/** Its signing key was deleted in LINE's console. */
async function keyDeleted(atLine: AtLine): Promise<void> {
  const channel = await register(atLine, '名古屋動物園', {
    owner: 'Kobayashi Ren',
    environment: 'staging',
    tags: 'zoo',
  })
  const kid = await activateNewKey(atLine, channel)
  await atLine.deleteKey(channel.lineChannelId, kid)
  await refused(perform(actor, syncChannel, { channelId: channel.channelId }))
}

/** A token for each gate, and hardly a slot left. */
async function full(atLine: AtLine): Promise<void> {
  const channel = await register(atLine, '大阪水族館', { owner: 'Mori Aoi', tags: 'aquarium, gates' })
  await activateNewKey(atLine, channel)
  for (let gate = 1; gate <= 24; gate++) await issue(channel.channelId, `Gate ${String(gate).padStart(2, '0')}`)
}

/** Nobody has set up a signing key yet. */
async function noKey(atLine: AtLine): Promise<void> {
  await register(atLine, 'ร้านหนังสือกรุงเทพ', { owner: 'Nattaya Srisuk', environment: 'development' })
}

/** One token ends within the hour, one in a minute, and of one it has not been seen that it is gone. */
async function ending(atLine: AtLine): Promise<void> {
  const channel = await register(atLine, 'Bangkok Foods TH', { owner: 'Nattaya Srisuk', tags: 'delivery, bangkok' })
  const { channelId } = channel
  await activateNewKey(atLine, channel)
  await issue(channelId, 'Delivery status', { life: 'hour' })
  await issue(channelId, 'Reminder batch', { life: 'custom', lifeAmount: '1', lifeUnit: 'minutes' })
  const { tokenId } = (await issue(channelId, 'Old promotions')).result
  for (const endpoint of ['getsAllValidChannelAccessTokenKeyIds', 'verifyChannelTokenByJWT'])
    await atLine.addFault({ endpoint, kind: 'reset-before', times: 4 }) // as often as a read is tried
  await perform(actor, revokeToken, { channelId, tokenId })
  await atLine.clearFaults()
  // What failed on purpose is not to hold back what comes next.
  forgetLine()
  // Kagiban would have it proven before anybody looked.
  const nextProofAt = new Date(Date.now() + 24 * 3600 * 1000)
  await database().token.update({ where: { id: tokenId }, data: { nextProofAt } })
}

type Life = { life?: 'hour' | 'custom'; lifeAmount?: string; lifeUnit?: 'minutes' }

const issue = (channelId: string, purpose: string, life: Life = {}) =>
  perform(actor, issueToken, { channelId, purpose, ...life })

/** What LINE is expected to refuse. */
async function refused(performed: Promise<unknown>): Promise<void> {
  await performed.catch((error) => {
    if (!isRefusal(error)) throw error
  })
}
