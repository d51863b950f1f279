import 'server-only'
import type { ChannelType } from '@/lib/channels/schema'
import type { TokenKind, TokenState } from '@/lib/tokens/schema'
import type { Before, SaidStep } from './schema'

/** What the database holds of one channel of an incident. */
export interface ChannelFacts {
  channel: {
    id: string
    name: string
    lineChannelId: string
    type: ChannelType
    frozenAt: Date | null
    syncedAt: Date | null
  }
  before: Before
  said: Record<string, SaidStep>
  /** Those that lived when the incident was opened, or came to be since. */
  tokens: {
    id: string
    kind: TokenKind
    keyId: string | null
    purpose: string
    state: TokenState
    expiresAt: Date | null
    goneAt: Date | null
    /** When its revoke is tried next. */
    nextProofAt: Date | null
  }[]
  keys: {
    id: string
    kid: string | null
    state: string
    held: boolean
    refusedAt: Date | null
    provenAt: Date | null
    activatedAt: Date | null
    retiredAt: Date | null
  }[]
  secret: { id: string; provenAt: Date; refusedAt: Date | null; createdAt: Date } | null
  /** Key IDs LINE listed that are no token of ours. */
  sightings: { keyId: string; standing: string; firstSeenAt: Date; goneAt: Date | null }[]
  /** Issues that are open, or that may have made a token nobody has. */
  operations: { state: string; kind: string | null; ending: unknown }[]
  /** Revokes of this incident's jobs that wait or run. */
  revoking: number
}

const MONTH_MS = 30 * 24 * 60 * 60 * 1000

/** A key ID ends 30 days after it was first listed at the latest: LINE issues v2.1 tokens for no longer. */
export const latestEndOf = ({ firstSeenAt }: { firstSeenAt: Date }) => new Date(firstSeenAt.getTime() + MONTH_MS)
