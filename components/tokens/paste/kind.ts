import type { TokenKind } from '@/lib/tokens/schema'

/** The word of a kind among those sent to the browser; a dot would nest. */
export const PASTED_KIND_WORDS = {
  stateless: 'paste.kinds.stateless',
  'short-lived': 'paste.kinds.short-lived',
  'v2.1': 'paste.kinds.v2_1',
  'long-lived': 'paste.kinds.long-lived',
} as const satisfies Record<TokenKind, string>
