import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { settle } from '@/lib/operations/settle'
import type { HarmChannel } from '../channels'
import type { Instance } from '../instance'
import type { Stage } from '../stage'
import { submitIssue } from '../submit'

const WITHIN_MS = 60_000

/**
 * Makes an issue of each channel unknown (LINE mints and the connection breaks) and lets everybody settle them at once: the
 * loops of both instances, and this process without a pause. Answers how often each operation was settled.
 */
export async function settleTogether(
  { atLine, door }: Stage,
  instances: readonly Instance[],
  channels: readonly HarmChannel[],
): Promise<{ state: string; settled: number }[]> {
  await Promise.all(
    channels.map(async ({ channelId, lineChannelId, kind }, index) => {
      const endpoint = kind === 'v2.1' ? 'issueChannelTokenByJWT' : 'issueChannelToken'
      await atLine.addFault({ endpoint, kind: 'reset-after', channelId: lineChannelId })
      const url = instances[index % instances.length]?.url ?? ''
      await submitIssue(door, url, kind, { channelId, submission: randomUUID() })
    }),
  )
  const where = { channelId: { in: channels.map(({ channelId }) => channelId) }, state: 'unknown' }
  const unknown = await database().operation.findMany({ where, select: { id: true } })
  for (const until = Date.now() + WITHIN_MS; Date.now() < until; await sleep(20)) {
    if ((await database().operation.count({ where })) === 0) break
    await Promise.all([settle(REMOTE_CHANGES), settle(REMOTE_CHANGES)])
  }
  return Promise.all(
    unknown.map(async ({ id }) => ({
      state: (await database().operation.findUniqueOrThrow({ where: { id }, select: { state: true } })).state,
      settled: await database().event.count({ where: { operationId: id, outcome: 'settled' } }),
    })),
  )
}
