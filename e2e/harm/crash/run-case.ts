import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { IssuedKind } from '@/lib/tokens/schema'
import { type HarmChannel, makeChannel } from '../channels'
import type { Instance } from '../instance'
import type { Stage } from '../stage'
import { type Answer, submitIssue } from '../submit'
import type { Case } from './cases'
import { killAt } from './points'

/** A case that was run, to be judged once everything has settled. */
export interface Harmed {
  one: Case
  channel: HarmChannel
  answer: Answer
  /** Whether the process was killed at its point, or LINE met its fault: else the case has shown nothing. */
  met: boolean
}

const ENDPOINTS: Record<IssuedKind, string> = {
  'v2.1': 'issueChannelTokenByJWT',
  'short-lived': 'issueChannelToken',
  stateless: 'issueStatelessChannelToken',
}
const MET_WITHIN_MS = 20_000

/** Late work comes within the life of the assertion, about its end and well after it; slow answers in time and too late. First 3 s, by when a broken fence has concluded. */
const SECONDS = { late: [3, 1, 5, 8, 12], slow: [1, 3, 6, 9, 12] }

async function prepare(stage: Stage, { name, kind, round }: Case) {
  // Every other round there is also somebody else's token, which must not be taken for ours.
  const foreign = kind === 'v2.1' && round % 2 === 0
  const channel = await makeChannel(stage, kind, { name: `${name} ${round}`, foreign, key: kind !== 'short-lived' })
  const submission = randomUUID()
  const proof = round % 2 === 0 ? 'secret' : 'assertion'
  return { channel, fields: { channelId: channel.channelId, submission, proof } }
}

/** Kills the process at the case's point, which ends it. */
export async function runKill(stage: Stage, instance: Instance, one: Case): Promise<Harmed> {
  const { point, kind } = one
  if (!point) throw new Error(`${one.name} has no point`)
  const { channel, fields } = await prepare(stage, one)
  const reached = killAt(instance, point, channel).then(() => true)
  const answering = submitIssue(stage.door, instance.url, kind, fields)
  const met = await Promise.race([
    reached,
    answering.then(() => sleep(2000, false)),
    sleep(MET_WITHIN_MS, false, { ref: false }),
  ])
  instance.kill()
  await instance.ended()
  return { one, channel, answer: await answering, met }
}

/** Issues while LINE has the case's fault for this channel. */
export async function runFault(stage: Stage, instance: Instance, one: Case): Promise<Harmed> {
  const { fault, kind, round } = one
  if (!fault) throw new Error(`${one.name} has no fault`)
  const { channel, fields } = await prepare(stage, one)
  const { lineChannelId } = channel
  const seconds = fault === 'late' || fault === 'slow' ? SECONDS[fault][(round - 1) % 5] : undefined
  await stage.atLine.addFault({
    ...{ endpoint: ENDPOINTS[kind], kind: fault, channelId: lineChannelId },
    ...(seconds === undefined ? {} : { seconds }),
  })
  const answer = await submitIssue(stage.door, instance.url, kind, fields)
  const waiting = await stage.atLine.faults()
  return { one, channel, answer, met: !waiting.some(({ channelId }) => channelId === lineChannelId) }
}
