import 'server-only'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'
import { cancelJobInput } from './schema'

/** Ends a job early: what waits is left undone, what runs ends by itself. */
export const cancelJob = localChange('job.cancel', {
  input: cancelJobInput,

  async prepare(tx, _actor, { jobId }) {
    // First the job, whose row also whoever puts an item back to waiting looks at.
    const { count } = await tx.job.updateMany({
      where: { id: jobId, state: 'running', endedAt: null },
      data: { state: 'cancelled' },
    })
    const job = await tx.job.findUnique({ where: { id: jobId }, select: { change: true } })
    if (!job) throw new Refusal('not_found', 'jobNotFound')
    if (count === 0) throw new Refusal('conflict', 'jobEnded')
    const cancelled = await tx.jobItem.updateMany({
      where: { jobId, state: 'waiting' },
      data: { state: 'cancelled', endedAt: new Date() },
    })
    return {
      subject: { target: { type: 'job', id: jobId, label: job.change } },
      result: { cancelled: cancelled.count },
      detail: { change: job.change, cancelled: cancelled.count },
    }
  },
})
