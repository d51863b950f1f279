/** What can need attention, the most urgent first. */
export const ATTENTION_KINDS = [
  'historyBroken',
  'incident',
  'unknown',
  'unproven',
  'secretRefused',
  'keyRefused',
  'tokenRefused',
  'unexplained',
  'historyUndelivered',
  'clock',
  'drift',
  'expired',
  'soon',
  'slots',
  'shortLived',
  'secretMissing',
  'noKey',
] as const
export type AttentionKind = (typeof ATTENTION_KINDS)[number]

/** From so many of LINE's 30 places on, v2.1 or short-lived, a channel is nearly full. */
export const NEARLY_FULL = 24

/** LINE's clock may differ from ours by so much; what Kagiban signs is good for a minute. */
export const CLOCK_LIMIT_MS = 30_000

/** For so many minutes a checkpoint may be on its way. */
export const UNDELIVERED_MINUTES = 15

/** For so many days a token that expired without another of its purpose is called to mind. */
export const EXPIRED_DAYS = 7

/** One row of what needs attention: all of one kind in one channel. */
export interface AttentionRow {
  kind: AttentionKind
  /** Null when it is about no channel that is here: the history, a pasted token, or a channel that was not added after all. */
  channelId: string | null
  channelName: string | null
  /** The one to ask: of the tokens it is about when they have one, else of the channel. */
  owner: string | null
  /** How many of this kind in this channel; of `slots` and `shortLived` how many are taken, of `historyUndelivered` the places that wait. */
  count: number
  /** When it happened, or when the first of them ends; null when nobody knows. */
  at: Date | null
  /** When it is over by itself at the latest. */
  until: Date | null
  /** The token it is about, or the place in the history that tells of it, when it is just one. */
  targetId: string | null
  /** What that one is called: a purpose, a kid, the name of a change. */
  label: string | null
  /** The kind of token an operation was about, whether a key waits for its kid, or the clock's difference in ms. */
  note: string | null
}
