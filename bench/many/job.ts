import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '@/lib/db/client'
import type { JobChange, JobSelection } from '@/lib/jobs/schema'
import { type Door, findActionId, postAction } from '../action'

const POLL_MS = 50
const WITHIN_MS = 300_000

/**
 * Starts a job by the form of its page and waits until it has ended; answers the ms from sending the form until Kagiban
 * wrote that end down. Throws when an item did not end as done.
 */
export async function runJob(door: Door, change: JobChange, select: JobSelection, confirm = ''): Promise<number> {
  // The submission becomes the job's id.
  const form = { change, select: JSON.stringify(select), confirm, submission: randomUUID() }
  const start = Date.now()
  const response = await postAction(door, '/jobs/new', findActionId('startJobAction'), form)
  const text = await response.text()
  if (!response.headers.get('x-action-redirect')?.includes(form.submission)) {
    const refused = /"status":"refused","code":"([a-z_]+)","message":"([^"]*)"/.exec(text)
    throw new Error(`the action answered ${response.status} ${refused?.slice(1).join(' ') ?? 'without a job'}`)
  }
  const endedAt = await endOf(form.submission, start + WITHIN_MS)
  const rest = await database().jobItem.count({ where: { jobId: form.submission, state: { not: 'done' } } })
  if (rest > 0) throw new Error(`${rest} items of a job of ${change} did not end as done`)
  return endedAt.getTime() - start
}

async function endOf(jobId: string, deadline: number): Promise<Date> {
  for (;;) {
    const { endedAt } = await database().job.findUniqueOrThrow({ where: { id: jobId }, select: { endedAt: true } })
    if (endedAt) return endedAt
    if (Date.now() > deadline) throw new Error('a job did not end')
    await sleep(POLL_MS)
  }
}
