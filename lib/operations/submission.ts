import 'server-only'
import { database } from '@/lib/db/client'
import { isUniqueViolation } from '@/lib/db/errors'
import { Refusal } from '@/lib/errors'
import { fingerprint } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'

/** A form submission: its key, and a keyed hash of what was asked. */
export interface Submission {
  key: string
  requestHash: string
}

/** The submission a key names, or undefined without one. The hash is keyed, for the request may hold a secret. */
export async function submissionOf(
  key: string | undefined,
  change: string,
  raw: unknown,
): Promise<Submission | undefined> {
  if (!key) return undefined
  return { key, requestHash: await fingerprint(new Secret(JSON.stringify([change, raw]))) }
}

/** Turns the conflicts an intent can meet into refusals; rethrows everything else. */
export async function refuseKnownConflict(error: unknown, submission: Submission | undefined): Promise<never> {
  if (isUniqueViolation(error, 'operation_one_issue_in_flight')) throw new Refusal('conflict', 'issueInFlight')
  if (submission && isUniqueViolation(error, 'Operation_idempotencyKey_key')) {
    const earlier = await database().operation.findUnique({
      where: { idempotencyKey: submission.key },
      select: { requestHash: true },
    })
    const same = earlier?.requestHash === submission.requestHash
    throw new Refusal('conflict', same ? 'submittedAlready' : 'submissionReused')
  }
  throw error
}
