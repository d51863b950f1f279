import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { isRefusal } from '@/lib/errors'
import { isLineError, refusalFromLine } from '@/lib/line/errors'
import { faultFields, log } from '@/lib/log'
import { whileRunning } from '@/lib/operations/running'
import { perform } from '@/lib/perform'
import { type KeyIdList, readKeyIds } from '../key-ids'
import { syncChannel } from '../sync'
import { differenceOf, isNone } from './difference'
import { isIssuing, type Watched } from './due'

/**
 * What a look at one channel's list came to: nothing new · something, which is in its history · LINE said no · nobody
 * answered · left for the next round, because a token is being issued · the process is stopping.
 */
export type Seen =
  | { kind: 'unchanged'; list: KeyIdList }
  | { kind: 'changed' | 'issuing' | 'stopping' }
  | { kind: 'refused' | 'unanswered'; reason: string }

/**
 * Reads one channel's list. What it tells anew, or that LINE refuses it for another reason than before, is not kept from
 * here: the channel is synced in full, so that it stands in its history.
 */
export async function lookAt(channel: Watched): Promise<Seen> {
  try {
    // An issue that begins later is in no list read now; one that ended before the tokens are read is known by then.
    const issuing = await isIssuing(channel.id)
    if (issuing) return { kind: 'issuing' }
    const list = await whileRunning(() => readKeyIds(channel.id))
    const began = await isIssuing(channel.id)
    if (isNone(await differenceOf(database(), channel.id, list))) return { kind: 'unchanged', list }
    return began ? { kind: 'issuing' } : await syncInFull(channel.id)
  } catch (error) {
    const seen = seenIn(error)
    if (seen.kind !== 'refused' || seen.reason === channel.refusal) return seen
    return syncInFull(channel.id)
  }
}

async function syncInFull(channelId: string): Promise<Seen> {
  try {
    await perform(systemActor('watcher'), syncChannel, { channelId })
    return { kind: 'changed' }
  } catch (error) {
    return seenIn(error)
  }
}

function seenIn(error: unknown): Seen {
  const refusal = isLineError(error) ? refusalFromLine(error) : error
  if (!isRefusal(refusal)) {
    log('error', 'watch.fault', faultFields(error))
    return { kind: 'unanswered', reason: 'internal' }
  }
  const { code, reason } = refusal
  if (reason === 'stopping') return { kind: 'stopping' }
  // Only a no is about this channel: being away, or busy, is LINE's own affair, a clock that is wrong is that of this
  // machine, and the next round asks again.
  const refused = code === 'line_rejected' ? reason !== 'lineAssertionExpired' : code === 'conflict'
  return { kind: refused ? 'refused' : 'unanswered', reason }
}
