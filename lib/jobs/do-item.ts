import { randomUUID } from 'node:crypto'
import 'server-only'
import { actorOfJob } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { isRefusal, type Refusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { perform } from '@/lib/perform'
import { sealFor } from '@/lib/sealing/seal-for'
import { changeOf, inputOf } from './changes'
import type { ClaimedItem } from './claim'
import { endDone, endItem } from './end-item'
import { endPause, pauseJob } from './pause'
import { cancelItem, lookAgain, putBack, putBackIssues } from './put-back'
import type { ItemEnding } from './schema'

/** How long an item is put off while LINE, or we, are busy or away, unless it is known how long; and for an hour at most. */
const BUSY_MS = 5_000
const LONGEST_MS = 60_000
const GIVE_UP_MS = 60 * 60 * 1000
/** How often an operation another process began, or left, is looked at. */
const LOOK_MS = 2_000
/** By how much an item that LINE did not answer waits longer than its job, so that another one tries next. */
const AFTER_MS = 1_000

/** Whether LINE was heard: it answered, it is away and the job waits, or nothing was learnt. */
type Heard = 'answered' | 'away' | 'nothing'

/**
 * Does one item, by the right its starter has now, and keeps what came of it. Its submission key makes that safe to
 * repeat: the change itself refuses to do the same one twice.
 */
export async function doItem(item: ClaimedItem): Promise<void> {
  const heard = await tryItem(item)
  if (item.isProbe && heard !== 'away') await endPause(item.jobId, { answered: heard === 'answered' })
}

async function tryItem(item: ClaimedItem): Promise<Heard> {
  try {
    if (item.isCancelled) {
      if (!(await goOn(item))) await cancelItem(item)
      return 'nothing'
    }
    const actor = item.startedById ? await actorOfJob(item.startedById, { ip: item.actor.ip }) : null
    if (!actor) {
      await endItem(item, { state: 'failed', ending: { reason: 'jobPersonGone' } })
      return 'nothing'
    }
    const options = { submission: item.submission, jobId: item.jobId }
    const { result, reveal } = await perform(actor, changeOf(item.change), inputOf(item.change, item), options)
    await endDone(item, result, reveal && item.recipient ? await sealFor(item.recipient, reveal, item.id) : undefined)
    return 'answered'
  } catch (error) {
    if (isRefusal(error)) return refused(item, error)
    const reference = randomUUID().slice(0, 8)
    log('error', 'job.fault', { change: item.change, reference, ...faultFields(error) })
    // A fault of our own may have come after LINE acted: then the operation tells.
    if (!(await goOn(item)))
      await endItem(item, { state: 'failed', ending: { reason: 'internal', values: { reference } } })
    return 'nothing'
  }
}

/** What the same submission is told when its operation is open, or nobody saw its answer: never a reason for a new one. */
const SENT_BEFORE = new Set(['submittedAlready', 'submissionCameToNothing', 'operationRunning'])

async function refused(item: ClaimedItem, refusal: Refusal): Promise<Heard> {
  const { code, reason, values } = refusal
  if (SENT_BEFORE.has(reason) && (await goOn(item))) return 'nothing'
  if (code === 'outcome_unknown') {
    await endItem(item, { state: 'unknown' })
    return 'nothing'
  }
  // For the next process, or another one.
  if (reason === 'stopping') {
    await putBack(item, 0)
    return 'nothing'
  }
  if (reason === 'tooManyIssues') {
    await putBackIssues(item, Number(values.seconds) * 1000)
    return 'nothing'
  }
  const isLineAway = code === 'line_unreachable' || reason === 'linePaused'
  const isBusy = code === 'busy' || reason === 'issueInFlight' || isLineAway
  if (isBusy && (item.busyMs ?? 0) < GIVE_UP_MS)
    return isLineAway ? waitForLine(item, values.seconds) : putOff(item, values.seconds)
  await endItem(item, { state: 'failed', ending: { reason, values } })
  return code === 'line_rejected' ? 'answered' : 'nothing'
}

async function putOff(item: ClaimedItem, seconds: unknown): Promise<Heard> {
  await putBack(item, typeof seconds === 'number' ? seconds * 1000 : BUSY_MS, { busy: true })
  return 'nothing'
}

/** Every item of the job would be told the same, so all of it waits; but a revoke is never held back for another's sake. */
async function waitForLine(item: ClaimedItem, seconds: unknown): Promise<Heard> {
  const known = typeof seconds === 'number' ? seconds * 1000 : undefined
  if (item.change !== 'token.revoke') await pauseJob(item, known ?? backoff(item.pausedMs))
  await putBack(item, (known ?? backoff(item.busyMs)) + AFTER_MS, { busy: true })
  return 'away'
}

/** As long as has been waited already. */
const backoff = (waitedMs: number | null) => Math.min(LONGEST_MS, Math.max(BUSY_MS, waitedMs ?? 0))

/** Takes over what the operation of this submission came to; false when there is none. */
async function goOn(item: ClaimedItem): Promise<boolean> {
  const operation = await database().operation.findUnique({
    where: { idempotencyKey: item.submission },
    select: { state: true, ending: true, result: true },
  })
  if (!operation) return false
  const { state } = operation
  if (state === 'done') await endItem(item, { state: 'done', result: operation.result })
  else if (state === 'prepared' || state === 'calling') await lookAgain(item, LOOK_MS)
  // Nothing was sent.
  else if (state === 'aborted') await putBack(item, 0)
  else if (state === 'failed') await endItem(item, { state: 'failed', ending: endingOf(operation.ending) })
  else await endItem(item, { state: 'unknown' })
  return true
}

function endingOf(ending: unknown): ItemEnding {
  const { reason, status } = (ending ?? {}) as { reason?: unknown; status?: unknown }
  return {
    reason: typeof reason === 'string' ? reason : 'other',
    ...(typeof status === 'number' ? { values: { status } } : {}),
  }
}
