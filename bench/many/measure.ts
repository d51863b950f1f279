import { cpus } from 'node:os'
import { database } from '@/lib/db/client'
import { LATENCY_MS, type Stage } from '../stage'
import type { Rounds } from '../suite'
import { runJob } from './job'
import { revokeBare, syncBare, verifyBare } from './script'
import { type SeededChannel, seedChannels } from './seed'

const CHANNELS = 200
const TOKENS_EACH = 5
const REVOKED = 30

/**
 * Milliseconds of every round for all items, by a job and by a script that asks LINE one after the other; `busy` is the
 * share of the machine's time that was used during the job, by whomever: near 1 a job waited for the machine, not for LINE.
 */
export interface Times {
  job: number[]
  script: number[]
  busy: number[]
}

/** What one kind of job was measured with. */
export interface Measured {
  name: string
  items: number
  tokens: number
  callsEach: number
  times: Times
}

/** Verifies, syncs and revokes many by jobs of the app, and the same channels and tokens by a script. */
export async function measureMany(stage: Stage, { rounds, warmUps }: Rounds) {
  const { atLine, lineUrl, door } = stage
  const start = performance.now()
  const forRevokes = Array.from({ length: 2 * (warmUps + rounds) }, () => REVOKED)
  const seeded = await seedChannels(atLine, [...forRevokes, ...Array.from({ length: CHANNELS }, () => TOKENS_EACH)])
  const seedSeconds = (performance.now() - start) / 1000
  await atLine.setLatency(LATENCY_MS)

  const full = seeded.filter(({ tokens }) => tokens.length === REVOKED)
  const channels = seeded.filter(({ tokens }) => tokens.length === TOKENS_EACH)
  const select = { channels: channels.map(({ channelId }) => channelId) }
  const calls: Record<string, number>[] = []

  const sync = await inTurns({ rounds, warmUps }, [
    () => runJob(door, 'channel.sync', select),
    timed(() => syncBare(lineUrl, channels)),
  ])
  const revoke = await inTurns({ rounds, warmUps }, [
    async () => {
      const channel = next(full)
      const since = new Date().toISOString()
      const ms = await runJob(door, 'token.revoke', { channels: [channel.channelId] }, channel.lineChannelId)
      await demandGone(channel)
      calls.push(await callsOf(stage, channel, since))
      return ms
    },
    () => timed(() => revokeBare(lineUrl, next(full)))(),
  ])
  // Long enough to need no warm-up.
  const verify = await inTurns({ rounds, warmUps: 0 }, [
    () => runJob(door, 'token.verify', select),
    timed(() => verifyBare(lineUrl, channels)),
  ])

  const tokens = CHANNELS * TOKENS_EACH
  const measured: Measured[] = [
    { name: `verify ${tokens} tokens`, items: tokens, tokens, callsEach: 1, times: verify },
    { name: `sync ${CHANNELS} channels`, items: CHANNELS, tokens, callsEach: 1, times: sync },
    { name: `revoke ${REVOKED}, proven`, items: REVOKED, tokens: REVOKED, callsEach: 2, times: revoke },
  ]
  return { seedSeconds, measured, revokeCalls: calls.slice(warmUps) }
}

type Turn = () => Promise<number>

/** The job first in one round and last in the next. */
async function inTurns({ rounds, warmUps }: Rounds, [job, script]: [Turn, Turn]): Promise<Times> {
  const times: Times = { job: [], script: [], busy: [] }
  const measureJob = async () => {
    const before = machineTime()
    times.job.push(await job())
    const { all, idle } = machineTime()
    times.busy.push(1 - (idle - before.idle) / (all - before.all))
  }
  const measureScript = async () => {
    times.script.push(await script())
  }
  for (let round = 0; round < warmUps + rounds; round++)
    for (const turn of round % 2 === 0 ? [measureJob, measureScript] : [measureScript, measureJob]) await turn()
  const measured = (values: number[]) => values.slice(warmUps)
  return { job: measured(times.job), script: measured(times.script), busy: measured(times.busy) }
}

/** The time of all cores since the machine started, in ms, and how much of it they were idle. */
function machineTime(): { all: number; idle: number } {
  const cores = cpus().map(({ times }) => times)
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
  return { all: sum(cores.flatMap((times) => Object.values(times))), idle: sum(cores.map(({ idle }) => idle)) }
}

const timed = (work: () => Promise<void>) => async () => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function next(channels: SeededChannel[]): SeededChannel {
  const channel = channels.pop()
  if (!channel) throw new Error('there are no tokens left to revoke')
  return channel
}

async function demandGone({ channelId, tokens }: SeededChannel): Promise<void> {
  const gone = await database().token.count({ where: { channelId, state: 'gone' } })
  if (gone !== tokens.length) throw new Error(`only ${gone} of ${tokens.length} tokens are proven gone`)
}

/** What LINE was asked for a channel since then, by call. */
async function callsOf({ atLine }: Stage, { lineChannelId }: SeededChannel, since: string) {
  const counts: Record<string, number> = {}
  for (const { at, channelId, endpoint } of await atLine.calls())
    if (channelId === lineChannelId && at >= since) counts[endpoint] = (counts[endpoint] ?? 0) + 1
  return counts
}
