import 'server-only'
import type { DELIVERY_PROBLEMS } from '../schema'

type Problem = (typeof DELIVERY_PROBLEMS)[number]

const BY_CODE: Record<string, Problem> = {
  ENOENT: 'missing',
  ENOTDIR: 'notFolder',
  EACCES: 'denied',
  EPERM: 'denied',
  EROFS: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
}

/** A checkpoint did not arrive; `problem` is all that may be told of it. */
export class NotDelivered extends Error {
  override readonly name = 'NotDelivered'

  constructor(readonly problem: Problem | `status ${number}`) {
    super(problem)
  }
}

/** The word for why a checkpoint did not arrive. The error's own message may hold an address, so nothing of it is used. */
export function problemOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof NotDelivered) return cause.problem
    if (cause.name === 'TimeoutError') return 'timeout'
    const found = BY_CODE[String((cause as NodeJS.ErrnoException).code)]
    if (found) return found
  }
  return 'failed'
}
