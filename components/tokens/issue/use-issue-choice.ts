'use client'
import { useState } from 'react'
import type { Proof, TokenKind } from '@/lib/tokens/schema'
import type { ChosenLife } from './life-field'
import { firstOf, type KindChoice, type Offer } from './offer'

/** What is chosen in the form of an issue, and how to choose otherwise. */
export interface IssueChoice {
  chosen: KindChoice | undefined
  proof: Proof
  life: ChosenLife
  chooseKind: (kind: TokenKind) => void
  chooseProof: (proof: Proof) => void
  chooseLife: (life: ChosenLife) => void
}

/** Keeps what is chosen for as long as the form stands; the first kind that can be issued is chosen at first. */
export function useIssueChoice(offer: Offer): IssueChoice {
  const [wanted, chooseKind] = useState<TokenKind | null>(null)
  const [proof, chooseProof] = useState<Proof>('assertion')
  const [life, chooseLife] = useState<ChosenLife>({ life: 'month', amount: '', unit: 'days' })
  // What was wanted may have become impossible meanwhile.
  const chosen =
    offer.kinds.find(({ kind, blocked }) => kind === wanted && blocked === undefined) ?? firstOf(offer.kinds)
  return { chosen, proof: proofOf(offer, proof), life, chooseKind, chooseProof, chooseLife }
}

function proofOf({ proofs }: Offer, wanted: Proof): Proof {
  if (proofs[wanted] === null) return wanted
  return (Object.keys(proofs) as Proof[]).find((proof) => proofs[proof] === null) ?? wanted
}
