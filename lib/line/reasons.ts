import 'server-only'
import { CALLS, type CallName } from './calls'

/** Every reason this room gives, each with a sentence under `refusals` in the messages. */
export const LINE_REASONS = [
  'lineAnswerUnreadable',
  'lineAssertionExpired',
  'lineAssertionRefused',
  'lineBreakerOpen',
  'lineCallIncomplete',
  'lineChannelUnknown',
  'lineClientSecretInvalid',
  'lineNoAnswer',
  'lineOutcomeUnknown',
  'lineParametersInvalid',
  'linePaused',
  'lineRateLimited',
  'lineRejected',
  'lineSigningKeyForeign',
  'lineSigningKeyUnknown',
  'lineSigningKeyUnusable',
  'lineTokenExpired',
  'lineTokenInvalid',
  'lineTokenLifeInvalid',
  'lineTokenLimitReached',
  'lineTokenNotJws',
  'lineTokenRevoked',
  'lineUnavailable',
  'lineUnreachable',
] as const
export type LineReason = (typeof LINE_REASONS)[number]

/** What LINE said when it said no. */
type Rejection = {
  call: CallName
  status: number | undefined
  lineCode: string | undefined
  lineText: string | undefined
}

/**
 * Why LINE said no, as far as it can be told. LINE guarantees statuses, not texts: the call and the status decide
 * first, words only choose a clearer sentence.
 */
export function reasonOfRejection(rejection: Rejection): LineReason {
  const { call, status, lineCode, lineText } = rejection
  const isLines = lineCode !== undefined || lineText !== undefined
  if (!isLines) return 'lineRejected' // a proxy's page, or not LINE's address
  const { proof } = CALLS[call]
  if (status === 404 && proof === 'assertion') return 'lineSigningKeyUnknown'
  if (status !== 400) return 'lineRejected'
  if (proof === 'assertion') return reasonOfAssertion(rejection)
  return reasonOfToken(rejection) ?? (proof === 'token' ? 'lineTokenInvalid' : reasonOfSecret(rejection))
}

function reasonOfAssertion({ call, lineCode, lineText = '' }: Rejection): LineReason {
  if (call === 'issueChannelTokenByJWT' && /maximum number/i.test(lineText)) return 'lineTokenLimitReached'
  if (/iss and client_?id/i.test(lineText)) return 'lineSigningKeyForeign'
  if (/\bexp\b|expired/i.test(lineText)) return 'lineAssertionExpired'
  return lineCode === 'invalid_client' ? 'lineAssertionRefused' : 'lineRejected'
}

function reasonOfToken({ lineText = '' }: Rejection): LineReason | undefined {
  if (/not JWS/i.test(lineText)) return 'lineTokenNotJws'
  if (/token expired/i.test(lineText)) return 'lineTokenExpired'
  if (/token revoked/i.test(lineText)) return 'lineTokenRevoked'
  return /token (malformed|invalid|in invalid)/i.test(lineText) ? 'lineTokenInvalid' : undefined
}

function reasonOfSecret({ call, lineCode, lineText = '' }: Rejection): LineReason {
  // An unknown channel ID is documented as `invalid client_id`, and has been seen answered as a wrong format.
  if (/invalid client_id|wrong format/i.test(lineText)) return 'lineChannelUnknown'
  if (/parameters missed/i.test(lineText)) return 'lineParametersInvalid'
  if (lineCode === 'invalid_client' || /client_credentials|client_secret/i.test(lineText)) {
    return 'lineClientSecretInvalid'
  }
  // Without better words, a no to a revoke is a no to the token that came along.
  return call === 'revokeChannelTokenByJWT' ? 'lineTokenInvalid' : 'lineRejected'
}
