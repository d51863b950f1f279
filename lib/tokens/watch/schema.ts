/** Whether Kagiban reads a channel's list by itself: not at all, not this one's (archived, or no key in use), or when next. */
export type WatchView = { state: 'off' | 'none' } | { state: 'on'; nextAt: Date; refused: boolean }
