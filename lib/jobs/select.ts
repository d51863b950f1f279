import 'server-only'
import { listChannelIds } from '@/lib/channels/list/queries'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { JOB_CHANGES, type JobChange, type JobSelection, MOST_ISSUES, MOST_ITEMS } from './schema'
import { isUntaken, itemToken } from './untaken'

/** A channel or token a job is to be done to, as it is called just now. */
export interface Chosen {
  channelId: string
  lineChannelId: string
  tokenId: string | null
  label: string
}

type Reader = Pick<Tx, 'token' | 'channel' | '$queryRaw'>

/** What a selection stands for just now, in the order of its channels' names; refuses more than a job may have, or nothing. */
export async function chooseItems(tx: Reader, change: JobChange, select: JobSelection): Promise<Chosen[]> {
  const chosen = JOB_CHANGES[change] === 'tokens' ? await chooseTokens(tx, select) : await chooseChannels(tx, select)
  if (chosen.length === 0) throw new Refusal('conflict', 'jobEmpty')
  const most = change === 'token.issue' ? MOST_ISSUES : MOST_ITEMS
  if (chosen.length > most) throw new Refusal('conflict', 'jobTooLarge', { values: { most } })
  return chosen
}

async function chooseChannels(tx: Reader, select: JobSelection): Promise<Chosen[]> {
  const rows = await tx.channel.findMany({
    where: { id: { in: await channelIdsOf(tx, select) } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: MOST_ITEMS + 1,
    select: { id: true, lineChannelId: true, name: true },
  })
  return rows.map(({ id, lineChannelId, name }) => ({ channelId: id, lineChannelId, tokenId: null, label: name }))
}

/** Single tokens are taken as they were named, and what cannot be done to one is said of it; of channels, all that can be used. */
async function chooseTokens(tx: Reader, select: JobSelection): Promise<Chosen[]> {
  const which =
    'tokens' in select
      ? { OR: select.tokens.slice(0, MOST_ITEMS + 1).map(({ channelId, tokenId }) => ({ channelId, id: tokenId })) }
      : 'untakenOf' in select
        ? { id: { in: await untakenOf(tx, select.untakenOf) }, ...usable() }
        : { channelId: { in: await channelIdsOf(tx, select) }, ...usable() }
  const rows = await tx.token.findMany({
    where: which,
    orderBy: [{ channel: { name: 'asc' } }, { channelId: 'asc' }, { expiresAt: 'asc' }, { id: 'asc' }],
    take: MOST_ITEMS + 1,
    select: { id: true, purpose: true, channelId: true, channel: { select: { lineChannelId: true } } },
  })
  return rows.map(({ id, purpose, channelId, channel }) => ({
    ...{ channelId, lineChannelId: channel.lineChannelId, tokenId: id, label: purpose },
  }))
}

/** Tokens whose value is held and that are not known to be over; LINE neither verifies nor revokes a stateless one. */
const usable = () => ({
  kind: { not: 'stateless' },
  state: { not: 'gone' },
  sealed: { not: null },
  OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
})

async function channelIdsOf(tx: Reader, select: JobSelection): Promise<string[]> {
  if ('tokens' in select) return [...new Set(select.tokens.map(({ channelId }) => channelId))]
  if ('untakenOf' in select) return []
  if ('channels' in select) return select.channels.slice(0, MOST_ITEMS + 1)
  return listChannelIds(tx, select.filter, MOST_ITEMS + 1)
}

/** The tokens of what was chosen. */
export const tokenIdsOf = (chosen: readonly Chosen[]) => chosen.flatMap(({ tokenId }) => tokenId ?? [])

async function untakenOf(tx: Reader, jobId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT t.id FROM "JobItem" i ${itemToken} WHERE i."jobId" = ${jobId}::uuid AND ${isUntaken}`
  return rows.map(({ id }) => id)
}

/** What is asked to be typed before these tokens are revoked. */
export function confirmationOf(chosen: readonly Chosen[]): { expected: string; reason: string } {
  const [first] = chosen
  const one = first !== undefined && chosen.every(({ channelId }) => channelId === first.channelId)
  return one
    ? { expected: first.lineChannelId, reason: 'confirmChannelId' }
    : { expected: String(chosen.length), reason: 'confirmCount' }
}
