import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { isRefusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { whileRunning } from '@/lib/operations/running'
import { perform } from '@/lib/perform'
import { claimItem } from './claim'
import { doItem } from './do-item'
import { endJob } from './end'

/**
 * LINE gets no more than four calls at once from a process. Twice as many items, so that there is always a next call: about
 * half of what an item takes is our own, and the connections to the database are ten.
 */
const AT_ONCE = 8
const EVERY_MS = 3_000
/** Issued values nobody fetches are erased after 15 minutes. */
const KEPT_MS = 15 * 60 * 1000

// Next loads a module once per module graph; the lanes are of the process.
const held = globalThis as typeof globalThis & { kagibanLanes?: number; kagibanJobLoop?: NodeJS.Timeout }

/** Does what the jobs have to do until nothing is due, eight items at a time in this process. Never throws. */
export async function runJobs(): Promise<void> {
  const lanes: Promise<void>[] = []
  while ((held.kagibanLanes ?? 0) < AT_ONCE) {
    held.kagibanLanes = (held.kagibanLanes ?? 0) + 1
    lanes.push(
      lane().finally(() => {
        held.kagibanLanes = (held.kagibanLanes ?? 1) - 1
      }),
    )
  }
  // By time and not after the lanes, which a long backlog keeps busy.
  await Promise.all([...lanes, quietly(eraseKept)])
  if (lanes.length > 0) await quietly(sweep)
}

/** Goes on with the jobs now and then for ever, which is also how a restart resumes them. */
export function startJobs(): void {
  if (held.kagibanJobLoop) return
  held.kagibanJobLoop = setInterval(() => void runJobs(), EVERY_MS).unref()
  void runJobs()
}

const lane = () =>
  quietly(async () => {
    let jobId: string | undefined
    // Counted as running, so that stopping claims nothing more and waits for what came of the last item to be kept.
    do jobId = await whileRunning(() => doNext(jobId))
    while (jobId)
  })

/** Does an item and answers its job, having ended that of the item before if it was the last; undefined when none is due. */
async function doNext(before: string | undefined): Promise<string | undefined> {
  const item = await claimItem()
  // A job of which an item has just been taken is not over, so nobody need ask after each.
  if (before && before !== item?.jobId) await endIfOver(before)
  if (item) await doItem(item)
  return item?.jobId
}

async function endIfOver(jobId: string): Promise<void> {
  if (await database().jobItem.findFirst({ where: { jobId, endedAt: null }, select: { id: true } })) return
  try {
    await perform(systemActor('settler'), endJob, { jobId })
  } catch (error) {
    // Another lane or instance has written it.
    if (!isRefusal(error)) throw error
  }
}

/** What a process that died left: jobs that are over and not yet said to be. */
async function sweep(): Promise<void> {
  const over = await database().job.findMany({
    where: { endedAt: null, items: { none: { endedAt: null } } },
    select: { id: true },
    take: 100,
  })
  for (const { id } of over) await endIfOver(id)
}

async function eraseKept(): Promise<void> {
  await database().jobItem.updateMany({
    where: { delivery: { not: null }, endedAt: { lt: new Date(Date.now() - KEPT_MS) } },
    data: { delivery: null },
  })
}

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    // Stopping is no fault; a database that is away is met again at the next round.
    if (!isRefusal(error)) log('error', 'jobs.failed', faultFields(error))
  }
}
