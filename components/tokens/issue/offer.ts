import type { ReactNode } from 'react'
import type { ChannelType } from '@/lib/channels/schema'
import {
  kindsOf,
  type LifeUnit,
  type Proof,
  type ShortLivedView,
  SLOTS,
  type TokenKind,
  type TokenLife,
} from '@/lib/tokens/schema'

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

/** One kind as the form shows it; its words come with it, so that they need not be in every page. */
export interface KindChoice {
  kind: TokenKind
  title: string
  text: ReactNode
  life: string
  cost: string
  /** Why it cannot be issued now; absent when it can. */
  blocked?: ReactNode
  /** What the button says. */
  submit: string
}

/** All that the form offers, made on the server: the file it stands in would bring its checks into the browser. */
export interface Offer {
  kinds: readonly KindChoice[]
  /** What a stateless token can be asked for with, each with what is in its way. */
  proofs: Readonly<Record<Proof, ReactNode | null>>
  lives: Readonly<Record<TokenLife, number>>
  units: Readonly<Record<LifeUnit, number>>
  /** At 30 short-lived tokens: the name of the oldest known, to be typed, and what is to know before. */
  oldest: { name: string; warning: ReactNode } | null
  owner: string
}

/** The kind the form begins with: the first that can be issued. */
export function firstOf(kinds: readonly KindChoice[]): KindChoice | undefined {
  return kinds.find(({ blocked }) => blocked === undefined)
}
