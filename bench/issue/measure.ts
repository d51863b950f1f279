import { systemActor } from '@/lib/access/actor'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { SLOTS } from '@/lib/tokens/schema'
import { findActionId } from '../action'
import { type AtLine, LATENCY_MS, type Stage } from '../stage'
import type { Rounds } from '../suite'
import { issueBare } from './bare'
import { issueByAction } from './by-action'
import { makeBareChannel, makeOurChannel } from './channels'

/**
 * Milliseconds of every round: `action` until the token is in hand, as with all others, `redrawn` until the page is
 * there too; `bareCalls` is the part of `bare` that waits for LINE.
 */
export interface Times {
  action: number[]
  redrawn: number[]
  inProcess: number[]
  bare: number[]
  bareCalls: number[]
}

interface Side {
  issue(round: number): Promise<string>
  keyIds: string[]
  times: number[]
  lineChannelIds: string[]
}

/**
 * Issues in turns through the server action, through `perform` in this process, and by bare calls, each for channels of
 * its own. Throws when an answer holds no token, or when LINE does not list exactly the tokens that were answered.
 */
export async function measureIssuing({ lineUrl, atLine, door }: Stage, { rounds, warmUps }: Rounds): Promise<Times> {
  const actionId = findActionId('issueTokenAction')
  const count = Math.ceil((rounds + warmUps) / SLOTS)
  const many = <T>(make: (at: AtLine, name: string) => Promise<T>, name: string) =>
    inOrder(count, (index) => make(atLine, `${name} ${index + 1}`))
  const acted = await many(makeOurChannel, 'By action')
  const performed = await many(makeOurChannel, 'In process')
  const bare = await many(makeBareChannel, 'Bare')
  const tokens: number[] = []
  const bareCalls: number[] = []

  const sides = {
    action: side(acted, async ({ channelId }) => {
      const { keyId, tokenMs } = await issueByAction(door, actionId, channelId)
      tokens.push(tokenMs)
      return keyId
    }),
    inProcess: side(performed, async ({ channelId }) => {
      const input = { channelId, life: 'hour' as const, purpose: 'Bench' }
      const { result, reveal } = await perform(systemActor('command line'), issueToken, input)
      if (!reveal || !result.keyId) throw new Error('perform answered no token')
      return result.keyId
    }),
    bare: side(bare, async (channel) => {
      const { keyId, callsMs } = await issueBare(lineUrl, channel)
      bareCalls.push(callsMs)
      return keyId
    }),
  }
  await atLine.setLatency(LATENCY_MS)
  await takeTurns(Object.values(sides), warmUps + rounds)
  for (const one of Object.values(sides)) await checkAtLine(atLine, one)
  const { action, inProcess } = sides
  const measured = (times: number[]) => times.slice(warmUps)
  return {
    action: measured(tokens),
    redrawn: measured(action.times),
    inProcess: measured(inProcess.times),
    bare: measured(sides.bare.times),
    bareCalls: measured(bareCalls),
  }
}

function side<C extends { lineChannelId: string }>(
  channels: readonly C[],
  issue: (channel: C) => Promise<string>,
): Side {
  const channelOf = (round: number) => {
    const channel = channels[round % channels.length]
    if (!channel) throw new Error('there is no channel to issue for')
    return channel
  }
  return {
    issue: (round) => issue(channelOf(round)),
    keyIds: [],
    times: [],
    lineChannelIds: channels.map(({ lineChannelId }) => lineChannelId),
  }
}

/** Whoever comes first in a round comes last in the next, so that nobody always follows the same neighbour. */
async function takeTurns(sides: readonly Side[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < sides.length; turn++) {
      const one = sides[(round + turn) % sides.length]
      if (!one) continue
      const start = performance.now()
      one.keyIds.push(await one.issue(round))
      one.times.push(performance.now() - start)
    }
  }
}

async function checkAtLine(atLine: AtLine, { keyIds, lineChannelIds }: Side): Promise<void> {
  const listed = new Set<string>()
  for (const id of lineChannelIds)
    for (const token of (await atLine.getChannel(id)).tokens['v2.1']) if (token.key_id) listed.add(token.key_id)
  if (listed.size !== keyIds.length || keyIds.some((keyId) => !listed.has(keyId)))
    throw new Error(`${keyIds.length} tokens were answered, but LINE lists ${listed.size}`)
}

async function inOrder<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  const made: T[] = []
  for (let index = 0; index < count; index++) made.push(await make(index))
  return made
}
