import type { ReactNode } from 'react'
import type { LifeUnit, Proof, TokenKind, TokenLife } from '@/lib/tokens/schema'

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
  /** What is said of the owner in place of the usual words. */
  ownerHint?: string
}

/** The kind the form begins with: the first that can be issued. */
export function firstOf(kinds: readonly KindChoice[]): KindChoice | undefined {
  return kinds.find(({ blocked }) => blocked === undefined)
}
