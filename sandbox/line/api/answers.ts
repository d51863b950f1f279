/** What LINE decides on one call, before it becomes a response. `body` null is LINE's empty body. */
export type Answer = {
  status: number
  body: Record<string, unknown> | null
  /** The channel the call was about, for the log. */
  channelId?: string
  /** Whether the state changed, so that it must be written before the answer leaves. */
  changed?: boolean
}

/** Thrown where a rule of the API is broken; carries LINE's answer. */
export class BrokenRule extends Error {
  constructor(readonly answer: Answer) {
    super('A rule of the LINE API is broken')
  }
}

/** LINE's OAuth error shape. The description is left out where LINE gives none. */
export function oauthError(error: string, description?: string): Answer {
  return { status: 400, body: description === undefined ? { error } : { error, error_description: description } }
}

/** LINE's Messaging API error shape. */
export function messageError(status: number, message: string): Answer {
  return { status, body: { message } }
}

// The only 400 in LINE's OpenAPI file; there it stands at issueChannelToken. Not documented by LINE: that the other
// endpoints say the same of a parameter that is missing.
const missedOrInvalid = oauthError('invalid_request', 'some parameters missed or invalid')

/** Refuses the request when the condition does not hold. */
export function rule(holds: boolean, answer: Answer = missedOrInvalid): asserts holds {
  if (!holds) throw new BrokenRule(answer)
}

/** Reads a parameter that must be there. An empty one counts as missing. */
export function required(form: URLSearchParams, name: string, answer: Answer = missedOrInvalid): string {
  const value = form.get(name)
  rule(value !== null && value !== '', answer)
  return value
}
