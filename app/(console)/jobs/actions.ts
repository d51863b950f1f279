'use server'

import { after } from 'next/server'
import { cancelJob } from '@/lib/jobs/cancel'
import { runJobs } from '@/lib/jobs/run'
import { startJob } from '@/lib/jobs/start'
import { serverAction } from '@/lib/server-action'

export const startJobAction = serverAction(startJob, {
  keep: ['confirm'],
  goTo({ result }) {
    after(() => void runJobs())
    return `/jobs/${result.jobId}`
  },
})
/** For the page that waits for the values, which must not go elsewhere. */
export const startIssuingAction = serverAction(startJob, {
  redraw: false,
  show({ result: { jobId } }) {
    after(() => void runJobs())
    return { jobId }
  },
})
export const cancelJobAction = serverAction(cancelJob)
