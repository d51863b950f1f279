import 'server-only'
import { env } from '@/lib/env'
import { MOST_SKEW_MS } from '@/lib/line/care/clock'

/** How long an assertion for a change at LINE lives, in ms; after that LINE refuses it, so nothing new can come of it. */
export const fenceMs = () => env().KAGIBAN_FENCE_SECONDS * 1000

/** For a fence of 60 s: LINE takes the assertion for as long after it as our clock may be ahead, and answers are slow. */
const MARGIN_MS = MOST_SKEW_MS + 10_000

/** How long after the fence nothing is concluded, in ms: 60 s for a fence of 60, and less as the fence is shorter. */
export const marginMs = () => (fenceMs() * MARGIN_MS) / 60_000

/** How long a process has an operation for itself before the settler asks after it, in ms. */
export const leaseMs = () => fenceMs() / 2

/** The instant `ms` from now. */
export const inMs = (ms: number) => new Date(Date.now() + ms)
