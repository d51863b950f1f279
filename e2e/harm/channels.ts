import { systemActor } from '@/lib/access/actor'
import type { IssuedKind } from '@/lib/tokens/schema'
import { activateNewKey, register } from '@/sandbox/registered'
import type { Stage } from './stage'

/** A channel of one case, and what LINE held for it before the case began. */
export interface HarmChannel {
  channelId: string
  lineChannelId: string
  kind: IssuedKind
  /** The tokens of this kind LINE had: key IDs of v2.1, else only how many. */
  before: { count: number; keyIds: string[] }
  /** The key IDs another team issued there. */
  foreign: string[]
}

export const actor = systemActor('command line')

/** Makes a channel; with `foreign` another team has issued a v2.1 token there too. */
export async function makeChannel(
  { atLine }: Pick<Stage, 'atLine'>,
  kind: IssuedKind,
  { name, foreign = false, key = true }: { name: string; foreign?: boolean; key?: boolean },
): Promise<HarmChannel> {
  const channel = await register(atLine, name, { environment: 'development' })
  if (key) await activateNewKey(atLine, channel)
  const { keyId } = foreign ? await atLine.issueElsewhere(channel.lineChannelId, { kind: 'v2.1' }) : { keyId: null }
  const tokens = (await atLine.getChannel(channel.lineChannelId)).tokens[kind]
  const keyIds = tokens.flatMap(({ key_id }) => (key_id ? [key_id] : []))
  return { ...channel, kind, before: { count: tokens.length, keyIds }, foreign: keyId ? [keyId] : [] }
}
