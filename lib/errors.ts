/** What a refusal can be; `internal` exists only at the border, for what nobody expected. */
export const REFUSAL_CODES = [
  'signed_out',
  'forbidden',
  'not_found',
  'conflict',
  'invalid',
  'busy',
  'line_rejected',
  'line_unreachable',
  'outcome_unknown',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]
export type RefusalValues = Record<string, string | number>

/**
 * An expected no. `reason` names a sentence under `refusals` in the messages, written for ops staff and saying what to
 * do; `values` fill its places; `field` names the form field it belongs beside. `cause` never leaves the server.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly values: RefusalValues
  readonly field: string | undefined

  constructor(
    readonly code: RefusalCode,
    readonly reason: string,
    options: { values?: RefusalValues; field?: string; cause?: unknown } = {},
  ) {
    super(`${code}: ${reason}`, options.cause === undefined ? undefined : { cause: options.cause })
    this.values = options.values ?? {}
    this.field = options.field
  }
}

/** True for a refusal; by name, because a bundler may hold this module more than once. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && error.name === 'Refusal' && 'code' in error
}

/** What stops the start, as one sentence for the operator; the process ends with exit code 78 (EX_CONFIG). */
export class StartRefused extends Error {
  static readonly EXIT_CODE = 78
  override readonly name: string = 'StartRefused'
}
