import 'server-only'
import { env } from '@/lib/env'

/** How long it is from one round of the watch to the next, in ms; 0 when it is off. */
export const watchIntervalMs = () => env().KAGIBAN_SYNC_MINUTES * 60_000
