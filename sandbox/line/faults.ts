import type { Answer } from './api/answers'
import { messageError } from './api/answers'
import type { Line } from './state'

export const faultKinds = [
  '429',
  '500-before',
  '500-after',
  'reset-before',
  'reset-after',
  'hang-before',
  'hang-after',
  'slow',
  'truncated',
  'bad-json',
  'wrong-type',
  'huge',
  'late',
  'ignored',
] as const

export type FaultKind = (typeof faultKinds)[number]

/** What is to go wrong at the next `times` calls of an endpoint (`*` for any). `seconds` is for `slow` and `late`; with `channelId`, of that channel's calls only. */
export type Fault = {
  endpoint: string
  kind: FaultKind
  times: number
  seconds: number
  channelId?: string | undefined
}

/** How an answer is to be carried: not at all, or badly. Absent when it is carried well. */
export type Transport = { kind: 'reset' } | { kind: 'hang' } | { kind: 'truncated' } | { kind: 'slow'; seconds: number }

/** What the caller is to get. `text` and `contentType` replace what the answer would give. */
export type Outcome = { answer: Answer; text?: string; contentType?: string; transport?: Transport }

const hugeBytes = 1024 * 1024

/** Takes the first fault that waits for this endpoint, and this channel if it names one, and counts it down. */
export function takeFault(line: Line, endpoint: string, channelId?: string): Fault | null {
  const isMet = (one: Fault) =>
    (one.endpoint === endpoint || one.endpoint === '*') && (!one.channelId || one.channelId === channelId)
  const fault = line.faults.find(isMet)
  if (!fault) return null
  fault.times -= 1
  if (fault.times <= 0) line.faults.splice(line.faults.indexOf(fault), 1)
  return fault
}

/** Lets LINE work on the request (`work`) before, after or without the fault, as its kind says. */
export async function applyFault(line: Line, fault: Fault, work: () => Promise<Answer>): Promise<Outcome> {
  const serverError = messageError(500, 'Internal server error') // Not documented by LINE: the text of a 500.
  switch (fault.kind) {
    case '429':
      return { answer: messageError(429, 'The API rate limit has been exceeded. Try again later.') }
    case '500-before':
      return { answer: serverError }
    case '500-after':
      await work()
      return { answer: serverError }
    case 'reset-before':
      return { answer: serverError, transport: { kind: 'reset' } }
    case 'reset-after':
      await work()
      return { answer: serverError, transport: { kind: 'reset' } }
    case 'hang-before':
      return { answer: serverError, transport: { kind: 'hang' } }
    case 'hang-after':
      await work()
      return { answer: serverError, transport: { kind: 'hang' } }
    case 'late':
      line.later(fault.seconds, work)
      return { answer: serverError, transport: { kind: 'reset' } }
    case 'ignored':
      // Only a revoke answers so: a bare 200, whatever became of it.
      return { answer: { status: 200, body: null } }
    case 'slow':
      return { answer: await work(), transport: { kind: 'slow', seconds: fault.seconds } }
    case 'truncated':
      return { answer: await work(), transport: { kind: 'truncated' } }
    case 'bad-json':
      return { answer: await work(), text: '{"access_token":', contentType: 'application/json' }
    case 'wrong-type':
      return { answer: await work(), text: '<!doctype html><title>Bad gateway</title>', contentType: 'text/html' }
    case 'huge': {
      const answer = await work()
      const text = JSON.stringify({ ...answer.body, padding: 'x'.repeat(hugeBytes) })
      return { answer, text, contentType: 'application/json' }
    }
  }
}
