import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { ofThisChannel, slotsTaken } from '@/lib/channels/list/problems'
import { type ChannelType, takesV21 } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { SLOTS } from '@/lib/tokens/schema'
import {
  ISSUE_BLOCKS,
  ISSUE_WAYS,
  type IssueBlock,
  type IssuePreview,
  type IssueWay,
  type JobSelection,
} from './schema'
import { chooseItems } from './select'

/** How many names stand beside a reason. */
const NAMED = 12

interface Ground {
  name: string
  type: ChannelType
  archived: boolean
  frozen: boolean
  key: boolean
  secret: boolean
  taken: number
}

/**
 * What issuing one token for each of many channels would do just now, as far as is known here: each issue asks anew, and
 * LINE has the last word.
 */
export async function previewIssue(actor: Actor, select: JobSelection): Promise<IssuePreview> {
  demand(actor, 'token.issue')
  const chosen = await chooseItems(database(), 'token.issue', select)
  const ids = chosen.map(({ channelId }) => channelId)
  const grounds = await database().$queryRaw<Ground[]>`
    SELECT c.name, c.type, c."archivedAt" IS NOT NULL AS archived, c."frozenAt" IS NOT NULL AS frozen,
      EXISTS (SELECT 1 FROM "SigningKey" k WHERE k."channelId" = c.id AND k.state = 'active') AS key,
      EXISTS (SELECT 1 FROM "ChannelSecret" s WHERE s."channelId" = c.id AND s."retiredAt" IS NULL) AS secret,
      COALESCE((SELECT taken FROM (${slotsTaken(ofThisChannel, new Date())}) slots), 0) AS taken
    FROM "Channel" c WHERE c.id = ANY(${ids}::uuid[]) ORDER BY c.name, c.id`
  return {
    channels: chosen.length,
    labels: chosen.slice(0, NAMED).map(({ label }) => label),
    perMinute: env().KAGIBAN_ISSUES_PER_MINUTE,
    ways: Object.fromEntries(ISSUE_WAYS.map((way) => [way, wayOf(way, grounds)])) as IssuePreview['ways'],
  }
}

function wayOf(way: IssueWay, grounds: readonly Ground[]): IssuePreview['ways'][IssueWay] {
  const names = (why: IssueBlock | null) =>
    grounds.filter((ground) => blockOf(way, ground) === why).map(({ name }) => name)
  const blocked = ISSUE_BLOCKS.map((why) => ({ why, count: names(why).length, labels: names(why).slice(0, NAMED) }))
  return { ready: names(null).length, blocked: blocked.filter(({ count }) => count > 0) }
}

function blockOf(way: IssueWay, { type, archived, frozen, key, secret, taken }: Ground): IssueBlock | null {
  if (archived) return 'archived'
  if (frozen) return 'frozen'
  if (way === 'v2.1' && !takesV21(type)) return 'kind'
  if ((way === 'v2.1' || way === 'assertion') && !key) return 'key'
  if ((way === 'secret' || way === 'short-lived') && !secret) return 'secret'
  return way === 'v2.1' && taken >= SLOTS ? 'full' : null
}
