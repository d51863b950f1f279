/** How many days ahead the overview looks, today among them. */
export const DAYS_AHEAD = 30

/** What ends on one day of the reader's calendar. */
export interface ExpiryDay {
  /** `2026-12-03` */
  date: string
  count: number
  /** Those that end within 24 hours. */
  soon: number
}

/** What the head of the overview says, and what ends on each of the days ahead. */
export interface OverviewView {
  channels: number
  liveTokens: number
  /** Channels with a key in use whose list of key IDs was never read, and when the others' were all read at the latest. */
  neverSynced: number
  oldestSyncAt: Date | null
  expiries: ExpiryDay[]
}

/** The way from an empty Kagiban to a token that is known to work. */
export const SETUP_STEPS = ['channel', 'key', 'token', 'verify'] as const
export type SetupStep = (typeof SETUP_STEPS)[number]

/** One step as the database shows it; `skipped` when no channel has a use for it, `next` is the first that is open. */
export interface SetupStepView {
  step: SetupStep
  state: 'done' | 'skipped' | 'next' | 'later'
  at: Date | null
  /** Where it is done; null while the steps before it are open. */
  channelId: string | null
  tokenId: string | null
}
