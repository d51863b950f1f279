import { systemActor } from '@/lib/access/actor'
import { registerChannel } from '@/lib/channels/register'
import { closeDatabase, database } from '@/lib/db/client'
import { generateKey } from '@/lib/keys/generate'
import { perform } from '@/lib/perform'
import { syncChannel } from '@/lib/tokens/sync'
import { makeSample } from '@/sandbox/sample'
import type { Sandbox } from '@/sandbox/start-sandbox'
import { CHIANG_MAI, SHIBUYA, WAITING } from './names'

// Two events each, and a page of the history holds 50.
const SYNCS = 30

/** What the journeys find: the demo's sample, a channel whose key waits for its kid, and a history of several pages. */
export async function prepare(sandbox: Sandbox): Promise<void> {
  await makeSample(sandbox)
  const actor = systemActor('command line')
  const { channelId: lineChannelId, channelSecret } = await sandbox.atLine.createChannel({ name: WAITING })
  try {
    // The others are to keep the troubles they have.
    const where = { name: { in: [SHIBUYA, CHIANG_MAI] } }
    const channels = await database().channel.findMany({ where, select: { id: true } })
    for (let count = 0; count < SYNCS; count++)
      await perform(actor, syncChannel, { channelId: channels[count % channels.length]?.id ?? '' })
    const { result } = await perform(actor, registerChannel, {
      ...{ lineChannelId, channelSecret, name: WAITING, tags: 'booking', owner: 'Nattaya Srisuk' },
      ...{ type: 'messaging_api', environment: 'staging' },
    })
    await perform(actor, generateKey, { channelId: result.channelId })
  } finally {
    await closeDatabase()
  }
}
