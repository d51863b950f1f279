import type { Line } from './state'

/** One call to the API as the log shows it: no token, secret, assertion or URL. */
export type Call = {
  /** ISO, by the stand-in's clock. */
  at: string
  /** The official client's method name, or `unknown` for another path. */
  endpoint: string
  /** Null when no answer left the stand-in. */
  status: number | null
  /** Whether LINE has worked on the request, whatever the caller saw of it. */
  processed: boolean
  /** Null until the channel is known to the stand-in. */
  channelId: string | null
  requestId: string
  fault: string | null
}

const kept = 500

/** Opens the log line of a call that has just come in; the caller completes it. */
export function recordCall(line: Line, endpoint: string, requestId: string, fault: string | null): Call {
  const at = new Date(line.now()).toISOString()
  const call: Call = { at, endpoint, status: null, processed: false, channelId: null, requestId, fault }
  line.calls.push(call)
  if (line.calls.length > kept) line.calls.shift()
  return call
}
