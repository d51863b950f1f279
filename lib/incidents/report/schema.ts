import type { EventRow } from '@/lib/history/schema'
import type { KeptProof } from '@/lib/tokens/proof/schema'
import type { TokenKind, TokenState } from '@/lib/tokens/schema'
import type { IncidentView } from '../schema'

/** One token of the report, with what is known of its end. */
export interface ReportToken {
  id: string
  channelId: string
  channelName: string
  purpose: string
  kind: TokenKind
  keyId: string | null
  fingerprint: string
  state: TokenState
  issuedAt: Date
  expiresAt: Date | null
  goneAt: Date | null
  proof: KeptProof | null
}

/** One line of the report's timeline, with its place in the chain and exactly as it is stored. */
export interface ReportEvent extends EventRow {
  hash: string
  previousHash: string
  body: string
}

/** Everything that is to be told of an incident afterwards; times from its opening, in ms, null while something is left. */
export interface ReportView {
  incident: IncidentView
  frozenMs: number | null
  revokedMs: number | null
  safeMs: number | null
  tokens: ReportToken[]
  /** The first of them, as many as a report holds; `total` is how many there are. */
  events: ReportEvent[]
  total: number
  /** False when only events of channels are for the reader. */
  readsAll: boolean
  /** The first and the last of the events. */
  history: { first: HistoryPlace; last: HistoryPlace } | null
}

/** A place in the chain of the history. */
export interface HistoryPlace {
  seq: string
  hash: string
}
