import type { IssuedKind } from '@/lib/tokens/schema'
import type { HarmChannel } from '../channels'
import type { Instance } from '../instance'
import type { Batch, BatchMoment } from '../wires/database-wire'
import type { Call, CallMoment } from '../wires/line-wire'

/** Where the process is killed, in the order an issue comes by. */
export const POINTS = [
  'intent-written', // the operation is inserted, its COMMIT seen and not passed on
  'intent-committed', // that COMMIT is done, and not told
  'before-calling', // v2.1: LINE has the question for its list; others: `calling` is seen and not passed on
  'calling-passed', // `calling` is with the database, and nothing is known of it
  'calling-committed', // `calling` is committed, and not told
  'line-asked', // LINE has the request in full, and works on it after the death
  'line-minted', // LINE has minted, its answer is not passed on
  'line-answered', // the answer has left
  'save-written', // the token's INSERT is seen and not passed on
  'save-committed', // the save is committed, and not told
] as const
export type Point = (typeof POINTS)[number]

const ISSUES: Record<IssuedKind, string> = {
  'v2.1': '/oauth2/v2.1/token',
  'short-lived': '/v2/oauth/accessToken',
  stateless: '/oauth2/v3/token',
}
const LIST = '/oauth2/v2.1/tokens/kid'
const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/

/** Watches the wires of an instance until an issue for this channel comes by the point, and kills the process there. */
export function killAt(
  instance: Instance,
  point: Point,
  { channelId, lineChannelId, kind }: HarmChannel,
): Promise<void> {
  return new Promise((reached) => {
    // False withholds what the process would have sent or heard, as its death does.
    const kill = (): false => {
      instance.kill()
      instance.unwatch()
      reached()
      return false
    }
    const issue = followIssue(channelId)
    instance.database.watch((moment, batch) => {
      const step = issue(moment, batch)
      if (step === null) return
      if (point === 'intent-written' && step === 'intent COMMIT' && moment === 'asked') return kill()
      if (point === 'intent-committed' && step === 'intent COMMIT' && moment === 'answered') return kill()
      if (point === 'before-calling' && kind !== 'v2.1' && step === 'calling' && moment === 'asked') return kill()
      if (point === 'calling-passed' && step === 'calling' && moment === 'passed') return kill()
      if (point === 'calling-committed' && step === 'calling' && moment === 'answered') return kill()
      if (point === 'save-written' && step === 'token' && moment === 'asked') return kill()
      if (point === 'save-committed' && step === 'save COMMIT' && moment === 'answered') return kill()
    })
    instance.line.watch((moment: CallMoment, { path, channel }: Call) => {
      if (channel !== lineChannelId) return
      if (point === 'before-calling' && path === LIST && moment === 'asked') return kill()
      if (path !== ISSUES[kind]) return
      if (point === 'line-asked' && moment === 'asked') return kill()
      if (point === 'line-minted' && moment === 'answered') return kill()
      if (point === 'line-answered' && moment === 'passed') return kill()
    })
  })
}

type Step = 'intent' | 'intent COMMIT' | 'calling' | 'token' | 'save COMMIT'

/** Tells which step of one channel's issue a batch is; null for everything else that goes by. */
export function followIssue(channelId: string): (moment: BatchMoment, batch: Batch) => Step | null {
  let operation: string | null = null
  let intent: number | null = null
  let save: number | null = null
  let committing: Step | null = null
  return (moment, batch) => {
    if (moment === 'asked') committing = null
    if (/INSERT INTO [^ ]*"Operation"/.test(batch.sql) && batch.has('token.issue') && batch.has(channelId)) {
      if (moment === 'asked') {
        intent = batch.connection
        operation = operationIn(batch)
      }
      return 'intent'
    }
    if (/INSERT INTO [^ ]*"Token"/.test(batch.sql) && batch.has(channelId)) {
      save = batch.connection
      return 'token'
    }
    const isCommit = /^\s*COMMIT/i.test(batch.sql)
    if (isCommit && batch.connection === save) committing = 'save COMMIT'
    else if (isCommit && batch.connection === intent) committing = 'intent COMMIT'
    if (isCommit && moment === 'answered') {
      if (committing === 'save COMMIT') save = null
      if (committing === 'intent COMMIT') intent = null
    }
    if (isCommit) return committing
    const isCalling = /UPDATE [^ ]*"Operation"/.test(batch.sql) && batch.has('calling') && !batch.has('unknown')
    return isCalling && operation !== null && batch.has(operation) ? 'calling' : null
  }
}

// The first value of the statement is the operation's id.
const operationIn = (batch: Batch) => UUID.exec(batch.values)?.[0] ?? null
