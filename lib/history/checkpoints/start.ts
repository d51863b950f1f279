import 'server-only'
import { faultFields, log } from '@/lib/log'
import { deliverTo, sendLatestEverywhere } from './deliver'
import type { TargetName } from './schema'
import { targets } from './targets'
import { onCheckpoint } from './wake'
import { checkpointNews } from './write'

/** What is woken several times in a moment is done once. */
const SOON_MS = 50
const DELIVER_MS = 10_000
const NEWS_MS = 30_000

interface Running {
  timers: NodeJS.Timeout[]
  soon?: NodeJS.Timeout | undefined
  /** What is under way; nothing of it is begun twice. */
  busy: Map<string, Promise<void>>
  /** Woken while under way: looks once more when done. */
  again: Set<string>
}

// Next loads a module once per module graph; the loops must run once.
const held = globalThis as typeof globalThis & { kagibanCheckpoints?: Running | undefined }

/** Makes checkpoints of news and sends all that wait, for ever: as soon as there is one, and every 10 s. */
export function startCheckpoints(): void {
  if (held.kagibanCheckpoints) return
  const running: Running = { timers: [], busy: new Map(), again: new Set() }
  held.kagibanCheckpoints = running
  onCheckpoint(() => {
    running.soon ??= setTimeout(() => {
      running.soon = undefined
      deliver(running)
    }, SOON_MS).unref()
  })
  running.timers.push(
    setInterval(() => deliver(running), DELIVER_MS).unref(),
    setInterval(() => void alone(running, 'news', () => checkpointNews()), NEWS_MS).unref(),
  )
  void alone(running, 'latest', sendLatestEverywhere).then(() => deliver(running))
}

/** Begins nothing more and waits for what is being sent, which takes a few seconds at most. */
export async function stopCheckpoints(): Promise<void> {
  const running = held.kagibanCheckpoints
  if (!running) return
  held.kagibanCheckpoints = undefined
  onCheckpoint(undefined)
  for (const timer of running.timers) clearInterval(timer)
  clearTimeout(running.soon)
  await Promise.all(running.busy.values())
}

/** A place that hangs must not keep the others waiting. */
function deliver(running: Running): void {
  for (const target of targets()) void alone(running, target, () => deliverTo(target, () => stopped(running)))
}

const stopped = (running: Running) => held.kagibanCheckpoints !== running

async function alone(running: Running, name: TargetName | 'news' | 'latest', work: () => Promise<unknown>) {
  if (stopped(running)) return
  if (running.busy.has(name)) {
    running.again.add(name)
    return
  }
  const done = work()
    .then(() => {})
    .catch((error) => log('error', 'checkpoints.failed', { endpoint: name, ...faultFields(error) }))
  running.busy.set(name, done)
  await done
  running.busy.delete(name)
  if (running.again.delete(name)) await alone(running, name, work)
}
