import { z } from 'zod'
import type { ChannelType } from '@/lib/channels/schema'
import type { TokenKind, TokenState } from '@/lib/tokens/schema'

/** How many channels one incident may be about. */
export const MOST_CHANNELS = 200

// PostgreSQL's texts cannot hold a NUL, and nobody types one.
const text = z.string().overwrite((typed) => typed.replaceAll('\0', ''))
const reason = text.trim().max(200, 'reasonTooLong')
const channels = z
  .array(z.uuid('channel'))
  .transform((ids) => [...new Set(ids)])
  .refine((ids) => ids.length > 0, 'required')
  .refine((ids) => ids.length <= MOST_CHANNELS, 'incidentChannels')

/** Opening asks for the channels (a form names them in one field, apart by spaces), why, and whether it is a drill. */
export const openIncidentInput = z.object({
  channels: z
    .string()
    .transform((ids) => ids.split(/\s+/).filter(Boolean))
    .or(z.array(z.string()))
    .pipe(channels),
  reason: reason.min(1, 'required'),
  drill: z.literal('yes').optional(),
})

/** A step a person says to have done in LINE's console, for one channel; without a channel, whether all is done is looked at. */
export const stepIncidentInput = z.object({ incidentId: z.uuid(), channelId: z.uuid('channel').optional() })

/** Closing before it is safe asks why. */
export const closeIncidentInput = z.object({ incidentId: z.uuid(), reason: reason.default('') })

/** What is done for each channel, in the only order in which nothing is lost on the way. */
export const STEPS = ['freeze', 'revoke', 'key', 'oldKey', 'secret', 'sweep'] as const
export type Step = (typeof STEPS)[number]

/** none: LINE has nothing of the kind for this type of channel · wrong: what was done has failed, or cannot be done so. */
export type StepState = 'done' | 'now' | 'running' | 'later' | 'wrong' | 'none'

/** One step of one channel: its state, and when it was seen done. */
export interface StepView {
  step: Step
  state: StepState
  at: Date | null
}

/** What was there when the incident was opened; never a secret. */
export interface Before {
  kid: string | null
  /** Signing keys LINE may still take, ones retired here too: their kid and id here. */
  keys: { id: string; kid: string }[]
  /** Every key of then, those that waited for their kid too. */
  keyIds: string[]
  secretId: string | null
  /** Key IDs LINE listed last. */
  listed: string[]
  /** True when issuing was frozen by hand already: closing the incident leaves that. */
  frozen: boolean
}

/** What a person has said to have done in LINE's console. */
export interface SaidStep {
  at: string
  by: string
}

/** A signing key from before: whether LINE refuses it now, or a person said it was deleted; `held` while its private half is here. */
export interface OldKeyView {
  kid: string
  held: boolean
  refusedAt: Date | null
  saidAt: Date | null
  saidBy: string | null
}

/** A token that must be gone: ours, and not yet proven so. */
export interface LeftToken {
  id: string
  purpose: string
  kind: TokenKind
  keyId: string | null
  state: TokenState
  expiresAt: Date | null
}

/** What nobody can end: what it is, how many, and until when at the latest; null where nobody knows. */
export interface Unkillable {
  what: 'statelessHere' | 'statelessElsewhere' | 'shortLivedElsewhere' | 'unseen' | 'keyId' | 'longLived'
  /** LINE's key ID where it is one. */
  keyId: string | null
  standing: 'foreign' | 'lost' | null
  /** True of a key ID LINE did not list before the incident. */
  appeared: boolean
  count: number
  until: Date | null
  /** The step that must be done before `until` is known. */
  after: Step | null
}

/** Until when at the latest something may live that nobody can end; null when nothing is known to. */
export function mayLiveUntil(channels: readonly { unkillable: readonly Unkillable[] }[]): Date | null {
  const ends = channels.flatMap(({ unkillable }) => unkillable.flatMap(({ until }) => until ?? []))
  return ends.length > 0 ? new Date(Math.max(...ends.map((at) => at.getTime()))) : null
}

/** One channel of an incident. */
export interface IncidentChannelView {
  channelId: string
  name: string
  lineChannelId: string
  type: ChannelType
  frozenAt: Date | null
  syncedAt: Date | null
  steps: StepView[]
  /** When the last of its steps was done; null while one is not. */
  safeAt: Date | null
  oldKeys: OldKeyView[]
  newKid: string | null
  keyWaits: boolean
  secretRefusedAt: Date | null
  tokens: { total: number; gone: number; left: LeftToken[] }
  /** Operations of the channel whose outcome is open. */
  openOperations: number
  unkillable: Unkillable[]
}

/** A job of an incident: what it does to each, and how far it is. */
export interface IncidentJob {
  id: string
  change: string
  startedAt: Date
  endedAt: Date | null
  total: number
  ended: number
  failed: number
  unknown: number
}

/** An incident as the list shows it. */
export interface IncidentRow {
  id: string
  reason: string
  drill: boolean
  openedBy: string
  openedAt: Date
  /** When it was said to be safe; null again when something came up since. */
  safeAt: Date | null
  closedAt: Date | null
  channels: number
  /** The name of its first channel. */
  channelName: string
}

/** An incident on its own page. */
export interface IncidentView extends Omit<IncidentRow, 'channels' | 'channelName'> {
  closedBy: string | null
  channels: IncidentChannelView[]
  jobs: IncidentJob[]
  /** When everything was done, as far as is known now; null while something is not. */
  doneAt: Date | null
}
