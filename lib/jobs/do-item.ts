import { randomUUID } from 'node:crypto'
import 'server-only'
import { actorOfJob } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { isRefusal, type Refusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { perform } from '@/lib/perform'
import { sealFor } from '@/lib/sealing/seal-for'
import { changeOf, inputOf } from './changes'
import { type ClaimedItem, endItem, lookAgain, putBack, putBackIssues } from './claim'
import type { ItemEnding } from './schema'

/** How long an item is put off while LINE, or we, are busy: by 5 s unless it is known how long, and for an hour at most. */
const BUSY_MS = 5_000
const GIVE_UP_MS = 60 * 60 * 1000
/** How often an operation another process began, or left, is looked at. */
const LOOK_MS = 2_000

/**
 * Does one item, by the right its starter has now, and keeps what came of it. Its submission key makes that safe to
 * repeat: the change itself refuses to do the same one twice.
 */
export async function doItem(item: ClaimedItem): Promise<void> {
  try {
    const actor = item.startedById ? await actorOfJob(item.startedById, { ip: item.actor.ip }) : null
    if (!actor) return await endItem(item, { state: 'failed', ending: { reason: 'jobPersonGone' } })
    const options = { submission: item.submission, jobId: item.jobId }
    const { result, reveal } = await perform(actor, changeOf(item.change), inputOf(item.change, item), options)
    const delivery = reveal && item.recipient ? await sealFor(item.recipient, reveal, item.id) : undefined
    await endItem(item, { state: 'done', result, ...(delivery ? { delivery } : {}) })
  } catch (error) {
    if (isRefusal(error)) return refused(item, error)
    const reference = randomUUID().slice(0, 8)
    log('error', 'job.fault', { change: item.change, reference, ...faultFields(error) })
    // A fault of our own may have come after LINE acted: then the operation tells.
    if (!(await goOn(item)))
      await endItem(item, { state: 'failed', ending: { reason: 'internal', values: { reference } } })
  }
}

/** What the same submission is told when its operation is open, or nobody saw its answer: never a reason for a new one. */
const SENT_BEFORE = new Set(['submittedAlready', 'submissionCameToNothing', 'operationRunning'])

async function refused(item: ClaimedItem, refusal: Refusal): Promise<void> {
  const { code, reason, values } = refusal
  if (SENT_BEFORE.has(reason) && (await goOn(item))) return
  if (code === 'outcome_unknown') return endItem(item, { state: 'unknown' })
  // For the next process, or another one.
  if (reason === 'stopping') return putBack(item, 0)
  if (reason === 'tooManyIssues') return putBackIssues(item, Number(values.seconds) * 1000)
  const isBusy = code === 'busy' || reason === 'issueInFlight'
  if (isBusy && Date.now() - (item.busySince?.getTime() ?? Date.now()) < GIVE_UP_MS) {
    const { seconds } = values
    return putBack(item, typeof seconds === 'number' ? seconds * 1000 : BUSY_MS, { busy: true })
  }
  await endItem(item, { state: 'failed', ending: { reason, values } })
}

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
