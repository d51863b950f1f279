import { setTimeout as sleep } from 'node:timers/promises'
import type { HarmChannel } from '../channels'
import { followIssue } from '../crash/points'
import type { Instance } from '../instance'

/** When the database is lost, in the order an issue comes by. */
export const MOMENTS = [
  'intents', // operations are inserted, their COMMITs not passed on
  'calling', // `calling` is about to be written
  'asked', // LINE has been asked
  'minted', // LINE has minted, its answers not passed on
  'saving', // tokens are about to be inserted
] as const
export type Moment = (typeof MOMENTS)[number]

const LIST = '/oauth2/v2.1/tokens/kid'
// Who waits for a lock or a connection that a held one has does not come by.
const QUIET_MS = 700
const WITHIN_MS = 6000

/**
 * Holds every issue of these channels where the moment is. `held` resolves with how many are, once all are or no more
 * come by; `release` lets them go on.
 */
export function holdAt(instance: Instance, moment: Moment, channels: readonly HarmChannel[]) {
  let release: () => void = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  let count = 0
  let lastAt = Date.now()
  const hold = () => {
    count++
    lastAt = Date.now()
    return released
  }
  const followed = channels.map(({ channelId }) => followIssue(channelId))
  instance.database.watch((at, batch) => {
    const step = followed.map((follow) => follow(at, batch)).find((one) => one !== null)
    if (at !== 'asked') return
    if (moment === 'intents' && step === 'intent COMMIT') return hold()
    if (moment === 'calling' && step === 'calling') return hold()
    if (moment === 'saving' && step === 'token') return hold()
  })
  instance.line.watch((at, { path }) => {
    if (path === LIST) return
    if (moment === 'asked' && at === 'asked') return hold()
    if (moment === 'minted' && at === 'answered') return hold()
  })
  const held = async (): Promise<number> => {
    for (const until = Date.now() + WITHIN_MS; Date.now() < until; await sleep(20))
      if (count === channels.length || (count > 0 && Date.now() - lastAt > QUIET_MS)) break
    return count
  }
  return { held, release }
}
