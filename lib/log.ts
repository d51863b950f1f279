import 'server-only'
import { env } from '@/lib/env'

const LEVELS = ['debug', 'info', 'warn', 'error'] as const

/** The only fields a log line may carry: names, ids, codes and times, never a value somebody typed or LINE answered. */
export interface LogFields {
  change?: string
  operation?: string
  state?: string
  channel?: string
  reason?: string
  code?: string
  status?: number
  endpoint?: string
  requestId?: string
  reference?: string
  /** A stack trace of our own code; messages of unknown errors are left out of it. */
  stack?: string
  count?: number
  ms?: number
}

/** Writes one JSON line to standard output. */
export function log(level: (typeof LEVELS)[number], event: string, fields: LogFields = {}): void {
  if (LEVELS.indexOf(level) < LEVELS.indexOf(env().KAGIBAN_LOG_LEVEL)) return
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
}

/** What may be logged of an error nobody expected: its class, code and stack frames, never its message. */
export function faultFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { reason: typeof error }
  const code = (error as { code?: unknown }).code
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    reason: error.name,
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames
      .slice(0, 12)
      .map((line) => line.trim())
      .join(' < '),
  }
}
