/** Why somebody is on the sign-in page: a refusal gets a page of its own words, the rest a notice above the button. */
export type Reason =
  | { refused: 'no_role' | 'disabled' }
  | { notice: 'idle' | 'absolute' | 'revoked' | 'unreachable' | 'unfinished' }

const REASONS: Record<string, Reason> = {
  no_role: { refused: 'no_role' },
  disabled: { refused: 'disabled' },
  idle: { notice: 'idle' },
  absolute: { notice: 'absolute' },
  revoked: { notice: 'revoked' },
  // next-auth's word for a provider whose discovery fails.
  OAuthSignin: { notice: 'unreachable' },
}

/** Reads `?why=` (ours) and `?error=` (next-auth's too); a word nobody knows means that signing in did not finish. */
export function reasonOf({ why, error }: { why?: unknown; error?: unknown }): Reason | null {
  const word = why ?? error
  if (typeof word !== 'string' || word === '') return null
  return Object.hasOwn(REASONS, word) ? (REASONS[word] ?? null) : { notice: 'unfinished' }
}
