import { setTimeout as sleep } from 'node:timers/promises'
import 'server-only'
import { database } from '@/lib/db/client'
import { isUniqueViolation } from '@/lib/db/errors'
import { Refusal } from '@/lib/errors'
import { fingerprint } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import type { ToldRefusal } from './operation'
import type { OperationState } from './schema'

/** A form submission: its key, and a keyed hash of what was asked and by whom. */
export interface Submission {
  key: string
  requestHash: string
}

/** The submission a key names, or undefined without one. The hash is keyed, for the request may hold a secret. */
export async function submissionOf(
  key: string | undefined,
  change: string,
  actorId: string,
  raw: unknown,
): Promise<Submission | undefined> {
  if (!key) return undefined
  return { key, requestHash: await fingerprint(new Secret(JSON.stringify([change, actorId, raw]))) }
}

/** Turns the conflict of a second issue into its refusal; rethrows everything else. */
export function refuseKnownConflict(error: unknown): never {
  if (isUniqueViolation(error, 'operation_one_issue_in_flight')) throw new Refusal('conflict', 'issueInFlight')
  throw error
}

/** How long the same submission waits for the first to end, in ms: as long as a call to LINE may take, and saving. */
const WAIT_MS = 15_000
const LOOK_MS = 150

/**
 * What was answered to the same submission before: its result without anything that is shown once, or its refusal, thrown
 * again. Waits for one that is under way. Null when there was none; refuses a key that was used for something else.
 */
export async function answeredBefore(
  submission: Submission | undefined,
): Promise<{ result: unknown; operationId: string } | null> {
  if (!submission) return null
  for (const since = Date.now(); ; await sleep(LOOK_MS)) {
    const earlier = await database().operation.findUnique({
      where: { idempotencyKey: submission.key },
      select: { id: true, requestHash: true, state: true, result: true, ending: true },
    })
    if (!earlier) return null
    if (earlier.requestHash !== submission.requestHash) throw new Refusal('conflict', 'submissionReused')
    const state = earlier.state as OperationState
    if (state === 'done') return { result: earlier.result, operationId: earlier.id }
    const isOpen = state === 'prepared' || state === 'calling'
    if (!isOpen) throw refusalOf(state, earlier.ending as { told?: ToldRefusal } | null)
    if (Date.now() - since > WAIT_MS) throw new Refusal('busy', 'operationRunning')
  }
}

function refusalOf(state: OperationState, ending: { told?: ToldRefusal } | null): Refusal {
  const { told } = ending ?? {}
  if (told) return new Refusal(told.code, told.reason, { ...told })
  if (state === 'aborted') return new Refusal('busy', 'operationTimedOut')
  // What the settler found stands in the history; of this submission only that its answer was never seen.
  if (state === 'none') return new Refusal('conflict', 'submissionCameToNothing')
  return new Refusal('outcome_unknown', 'submittedAlready')
}
