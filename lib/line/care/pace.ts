import 'server-only'
import { env } from '@/lib/env'

/**
 * What the times below are multiplied by: 1 in production, where the fence is 60 s. A sandbox with a shorter fence waits
 * less between tries and after failures too, so that a test of what comes after need not take minutes. The deadline of a
 * request is left alone: a stand-in on a busy machine is no quicker for being one.
 */
export const pace = () => env().KAGIBAN_FENCE_SECONDS / 60
