import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { Refusal } from '@/lib/errors'

/** Writes down that nothing of a job waits or runs any more, and what came of it; done once. */
export const endJob = localChange('job.end', {
  input: z.object({ jobId: z.uuid() }),

  async prepare(tx, _actor, { jobId }) {
    await tx.$queryRaw`SELECT 1 FROM "Job" WHERE id = ${jobId}::uuid FOR UPDATE`
    const job = await tx.job.findUnique({ where: { id: jobId }, select: { change: true, state: true, endedAt: true } })
    const counted = await tx.jobItem.groupBy({ by: ['state'], where: { jobId }, _count: true })
    const counts = Object.fromEntries(counted.map(({ state, _count }) => [state, _count]))
    if (!job || job.endedAt || counts.waiting || counts.running) throw new Refusal('conflict', 'jobEnded')
    const state = job.state === 'running' ? 'done' : job.state
    await tx.job.update({ where: { id: jobId }, data: { state, endedAt: new Date() } })
    return {
      subject: { target: { type: 'job', id: jobId, label: job.change } },
      result: null,
      detail: { change: job.change, ...counts },
    }
  },
})
