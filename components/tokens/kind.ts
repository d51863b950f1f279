import type { TokenKind } from '@/lib/tokens/schema'

/** The word of a kind; a dot would nest. */
export const KIND_WORDS = {
  stateless: 'kinds.stateless',
  'short-lived': 'kinds.short-lived',
  'v2.1': 'kinds.v2_1',
  'long-lived': 'kinds.long-lived',
} as const satisfies Record<TokenKind, string>
