/** One token, or one key ID, as it takes a place: ours with its purpose and owner, else whatever is known of it. */
export interface Place {
  holder: 'ours' | 'foreign' | 'lost'
  purpose: string | null
  owner: string | null
  keyId: string | null
  /** The token of ours that is in it. */
  tokenId: string | null
  /** When it is free by itself: at the latest, unless it is ours. */
  freeAt: Date
}

/** When places run out at the rate of the last days. */
export interface Forecast {
  /** Null when they do not within the days looked ahead. */
  runsOutAt: Date | null
  perWeek: number
  /** What it is told from: so many tokens in so many days. */
  basis: { days: number; arrivals: number }
}

/** Places of one kind; LINE has 30 of each. `forecast` is null when there is not enough to tell it from. */
export interface SlotsView {
  places: Place[]
  forecast: Forecast | null
}

/** For so many days is looked ahead. */
export const AHEAD_DAYS = 90
