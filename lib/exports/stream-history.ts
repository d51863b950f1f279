import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { eventBatches, type StoredEvent } from '@/lib/history/batches'
import { faultFields, log } from '@/lib/log'
import { type ChannelLabel, CSV_HEAD, eventsAs } from './events-as'
import { proofLines } from './proof-lines'
import type { ExportPlan } from './schema'

/**
 * The bytes of an export, made only as fast as they are taken. A database that goes away breaks the answer off, so that
 * no browser takes a part of it for the whole.
 */
export function streamHistory(actor: Actor, plan: ExportPlan): ReadableStream<Uint8Array> {
  const lines = linesOf(actor, plan)
  const encoder = new TextEncoder()
  let left = false
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await lines.next()
        if (left) return
        if (done) controller.close()
        else controller.enqueue(encoder.encode(value))
      } catch (error) {
        log('error', 'export.broken', faultFields(error))
        controller.error(error)
      }
    },
    async cancel() {
      left = true
      await lines.return(undefined)
    },
  })
}

async function* linesOf(actor: Actor, plan: ExportPlan): AsyncGenerator<string, undefined> {
  const { format, filter, upTo } = plan
  if (format === 'jsonl') yield* proofLines(plan)
  else yield CSV_HEAD
  const channels = new Map<string, ChannelLabel>()
  for await (const events of eventBatches(actor, filter, upTo)) {
    if (format === 'csv') await learnChannels(channels, events)
    yield eventsAs(format, events, channels)
  }
}

async function learnChannels(known: Map<string, ChannelLabel>, events: readonly StoredEvent[]): Promise<void> {
  const ids = new Set(events.flatMap(({ channelId }) => (channelId && !known.has(channelId) ? [channelId] : [])))
  if (ids.size === 0) return
  const rows = await database().channel.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, lineChannelId: true, name: true },
  })
  for (const { id, ...label } of rows) known.set(id, label)
}
