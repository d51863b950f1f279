import { generateKeyPairSync } from 'node:crypto'
import { systemActor } from '@/lib/access/actor'
import { registerChannel } from '@/lib/channels/register'
import { closeDatabase, database } from '@/lib/db/client'
import { checkChannel } from '@/lib/keys/check'
import { generateKey } from '@/lib/keys/generate'
import { importKey } from '@/lib/keys/import'
import { perform } from '@/lib/perform'
import { syncChannel } from '@/lib/tokens/sync'
import { makeSample } from '@/sandbox/sample'
import type { Sandbox } from '@/sandbox/start-sandbox'
import { CHIANG_MAI, SHIBUYA, WAITING } from './names'

// Two events each, and a page of the history holds 50.
const SYNCS = 30

/**
 * What the journeys find: the demo's sample with a second key that is ready, a channel whose key waits for its kid and
 * whose secret LINE refuses, and a history of several pages.
 */
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
    await sandbox.atLine.reissueSecret(lineChannelId)
    await perform(actor, checkChannel, { channelId: result.channelId })
    await importReady(sandbox)
  } finally {
    await closeDatabase()
  }
}

/** Gives a channel of the sample a second key, made elsewhere, which is ready. */
async function importReady({ atLine }: Sandbox): Promise<void> {
  const { id: channelId, lineChannelId } = await database().channel.findFirstOrThrow({ where: { name: SHIBUYA } })
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const registered = { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
  const kid = await atLine.registerKey(lineChannelId, registered)
  const privateJwk = JSON.stringify(privateKey.export({ format: 'jwk' }))
  await perform(systemActor('command line'), importKey, { channelId, kid, privateJwk })
}
