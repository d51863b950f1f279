import { expect } from 'vitest'
import type { z } from 'zod'
import type { PersonActor } from '@/lib/access/actor'
import { perform } from '@/lib/perform'
import { getJob } from './queries'
import { runJobs } from './run'
import type { startJobInput } from './schema'
import { startJob } from './start'

/** What a job is asked for in a test. */
export type Asked = z.input<typeof startJobInput>

/** Starts a job as this person and answers its id. */
export const startAs = async (actor: PersonActor, asked: Asked) => (await perform(actor, startJob, asked)).result.jobId

/** Runs jobs until this one is over, and answers it as `actor` sees it. */
export async function untilOver(actor: PersonActor, jobId: string) {
  const ended = async () => {
    await runJobs()
    return (await getJob(actor, jobId)).endedAt
  }
  await expect.poll(ended, { timeout: 30_000, interval: 100 }).not.toBeNull()
  return getJob(actor, jobId)
}

/** A browser's key for issued values: its public half as a form sends it. */
export async function givenRecipient(): Promise<string> {
  const publicExponent = new Uint8Array([1, 0, 1])
  const algorithm = { name: 'RSA-OAEP', hash: 'SHA-256', modulusLength: 2048, publicExponent }
  const { publicKey } = await crypto.subtle.generateKey(algorithm, true, ['encrypt', 'decrypt'])
  const { kty, n, e } = await crypto.subtle.exportKey('jwk', publicKey)
  return JSON.stringify({ kty, n, e })
}
