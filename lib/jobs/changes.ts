import 'server-only'
import type { AnyRemoteChange } from '@/lib/change'
import { REMOTE_CHANGES } from '@/lib/changes'

interface Asked {
  channelId: string
  tokenId: string | null
  lineChannelId: string
  /** The job's own: what is the same for every item. */
  input: object
}

/** The change a job does to each of its items. */
export function changeOf(name: string): AnyRemoteChange {
  const found = REMOTE_CHANGES.find((change) => change.name === name)
  if (!found) throw new Error(`no change ${name}`)
  return found
}

/** What the change is asked for one item. A revoke was confirmed once, for all of them. */
export function inputOf(name: string, { channelId, tokenId, lineChannelId, input }: Asked): object {
  if (name === 'token.issue') return { ...input, channelId }
  if (name === 'token.revoke') return { channelId, tokenId, confirm: lineChannelId, several: 'yes' }
  return tokenId === null ? { channelId } : { channelId, tokenId }
}
