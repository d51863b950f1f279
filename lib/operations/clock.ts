import 'server-only'
import { env } from '@/lib/env'

/** How long an assertion for a change at LINE lives, in ms; after that LINE refuses it, so nothing new can come of it. */
export const fenceMs = () => env().KAGIBAN_FENCE_SECONDS * 1000

/** How long after the fence nothing is concluded, in ms: 40 s for a fence of 60, for clocks that differ and slow answers. */
export const marginMs = () => (fenceMs() * 2) / 3

/** How long a process has an operation for itself before the settler asks after it, in ms. */
export const leaseMs = () => fenceMs() / 2

/** The instant `ms` from now. */
export const inMs = (ms: number) => new Date(Date.now() + ms)
