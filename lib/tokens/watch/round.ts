import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { faultFields, log } from '@/lib/log'
import { withLease } from '@/lib/operations/lease'
import { whileRunning } from '@/lib/operations/running'
import { perform } from '@/lib/perform'
import { isDue, listWatched, type Watched } from './due'
import { lookAt, type Seen } from './look'
import { type Round, watchChannels } from './watch'

/** So many lists are read at once. */
const AT_ONCE = 4

/** After so many channels in a row that nobody answered for, LINE is taken to be away, and the rest waits for the next round. */
const AWAY_AFTER = 8

/** What was seen is kept whenever it is of so many channels: one save of all would outgrow the time a transaction has. */
const KEPT_AT_ONCE = 200

/** A round is waited for so long when the instance that does it dies. */
const LEASE_MS = 60_000

/** When the last round ended, by whichever instance; null before the first, and after one that was killed in the middle. */
export async function lastRoundAt(): Promise<Date | null> {
  const last = await database().event.findFirst({
    where: { name: 'channel.watch', outcome: 'done' },
    orderBy: { seq: 'desc' },
    select: { at: true, body: true },
  })
  return last && !JSON.parse(last.body).detail.goesOn ? last.at : null
}

/**
 * One round, unless another instance is at one or has just done one: asks LINE for the list of every channel that is due,
 * in an order nobody can count on. `sinceLast` is how long ago the last round must be, in ms. What it saw is kept every
 * 200 channels; killed in the middle it leaves at most so many, and those it did not come to, for the next one.
 */
export async function watchRound(
  intervalMs: number,
  { sinceLast = intervalMs * 0.8, keptAtOnce = KEPT_AT_ONCE } = {},
): Promise<void> {
  await whileRunning(() =>
    withLease('watch', LEASE_MS, async () => {
      const last = await lastRoundAt()
      if (last && Date.now() - last.getTime() < sinceLast) return
      await askAll(await listWatched(), intervalMs, keptAtOnce)
    }),
  )
}

async function askAll(watched: readonly Watched[], intervalMs: number, keptAtOnce: number): Promise<void> {
  const nothing = () => ({ changed: 0, unchanged: [], failed: [], cutShort: null, goesOn: false })
  let round: Round = { ...nothing(), watched: watched.length }
  let goesOn = false
  const keepPart = async () => {
    const part: Round = { ...round, watched: askedIn(round), goesOn: true }
    round = { ...round, ...nothing(), watched: round.watched - part.watched }
    goesOn = true
    // What cannot be kept is asked for again by the next round; this one goes on.
    await perform(systemActor('watcher'), watchChannels, part).catch((error) =>
      log('error', 'watch.unkept', { count: part.watched, ...faultFields(error) }),
    )
  }
  const waiting = shuffled(watched.filter((channel) => isDue(channel, new Date(), intervalMs)))
  let unanswered = 0
  const askOn = async () => {
    for (let channel = waiting.pop(); channel && !round.cutShort; channel = waiting.pop()) {
      const seen = await lookAt(channel)
      note(round, channel, seen)
      if (askedIn(round) >= keptAtOnce && waiting.length > 0 && !round.cutShort) await keepPart()
      unanswered = seen.kind === 'unanswered' ? unanswered + 1 : 0
      if (seen.kind === 'stopping') round.cutShort = 'stopping'
      else if (unanswered >= AWAY_AFTER && waiting.length > 0) round.cutShort = 'unanswered'
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, askOn))
  if (goesOn || askedIn(round) > 0) await perform(systemActor('watcher'), watchChannels, round)
}

const askedIn = ({ changed, unchanged, failed }: Round) => changed + unchanged.length + failed.length

function note(round: Round, { id: channelId, name, lineChannelId }: Watched, seen: Seen): void {
  if (seen.kind === 'unchanged') round.unchanged.push({ channelId, at: seen.list.at, keyIds: seen.list.keyIds })
  if (seen.kind === 'changed') round.changed += 1
  if (seen.kind === 'refused' || seen.kind === 'unanswered')
    round.failed.push({
      ...{ channelId, label: `${name} · ${lineChannelId}`, reason: seen.reason, at: new Date().toISOString() },
      refused: seen.kind === 'refused',
    })
}

function shuffled<T>(things: readonly T[]): T[] {
  return things
    .map((thing) => ({ thing, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ thing }) => thing)
}
