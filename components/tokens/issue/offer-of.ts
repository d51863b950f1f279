import type { ChannelType } from '@/lib/channels/schema'
import { kindsOf, type ShortLivedView, SLOTS, type TokenKind } from '@/lib/tokens/schema'

/** Why a kind cannot be issued now. */
export type KindBlock = 'key' | 'full' | 'proof' | 'secret' | 'uncertain' | 'console'

/** What decides which kinds can be issued for a channel. */
export interface Ground {
  type: ChannelType
  /** A signing key is in use. */
  key: boolean
  /** A channel secret is on file. */
  secret: boolean
  slotsTaken: number
  shortLived: Pick<ShortLivedView, 'known' | 'uncertain' | 'oldest'>
}

/** The kinds LINE has for a channel, the advised one first, each with what is in its way. */
export function offerOf(ground: Ground): { kind: TokenKind; block: KindBlock | null }[] {
  return kindsOf(ground.type).map((kind) => ({ kind, block: blockOf(kind, ground) }))
}

function blockOf(kind: TokenKind, { key, secret, slotsTaken, shortLived }: Ground): KindBlock | null {
  switch (kind) {
    case 'v2.1':
      if (!key) return 'key'
      return slotsTaken >= SLOTS ? 'full' : null
    case 'stateless':
      return key || secret ? null : 'proof'
    case 'short-lived':
      if (!secret) return 'secret'
      return isAtLimit(shortLived) && !shortLived.oldest ? 'uncertain' : null
    case 'long-lived':
      return 'console'
  }
}

/** True when LINE would end the oldest short-lived token for the next one, as far as is known here. */
export function isAtLimit({ known, uncertain }: Pick<ShortLivedView, 'known' | 'uncertain'>): boolean {
  return known + uncertain >= SLOTS
}
