import { bareClient, listBare } from '../bare'
import type { SeededChannel } from './seed'

/** Asks about every token, one after the other, as a bare script does. */
export async function verifyBare(lineUrl: string, channels: readonly SeededChannel[]): Promise<void> {
  const client = bareClient(lineUrl)
  for (const { lineChannelId, tokens } of channels)
    for (const { value } of tokens) {
      const { client_id } = await client.verifyChannelTokenByJWT(value)
      if (client_id !== lineChannelId) throw new Error('LINE took a token for that of another channel')
    }
}

/** Reads the key IDs of every channel, one after the other, with an assertion signed for each. */
export async function syncBare(lineUrl: string, channels: readonly SeededChannel[]): Promise<void> {
  for (const channel of channels) {
    const listed = await listBare(lineUrl, channel)
    if (listed.length !== channel.tokens.length) throw new Error(`LINE lists ${listed.length} key IDs`)
  }
}

/** Revokes every token of a channel and proves by a list of key IDs that it is gone, one after the other. */
export async function revokeBare(lineUrl: string, channel: SeededChannel): Promise<void> {
  const client = bareClient(lineUrl)
  for (const { keyId, value } of channel.tokens) {
    await client.revokeChannelTokenByJWT(channel.lineChannelId, channel.channelSecret, value)
    if ((await listBare(lineUrl, channel)).includes(keyId)) throw new Error('LINE still lists a revoked token')
  }
}
