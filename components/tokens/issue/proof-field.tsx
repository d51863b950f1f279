'use client'
import { useWords } from '#words'
import { Segment, Segments } from '@/components/ui/controls/choice'
import type { Proof } from '@/lib/tokens/schema'
import type { Offer } from './offer'

type Props = { proofs: Offer['proofs']; chosen: Proof; onChoose: (proof: Proof) => void }

/** What a stateless token is asked for with; what is not there cannot be chosen and says why. */
export function ProofField({ proofs, chosen, onChoose }: Props) {
  const words = useWords('actions')
  const all = Object.keys(proofs) as Proof[]
  const possible = all.filter((proof) => proofs[proof] === null)
  const checked = possible.includes(chosen) ? chosen : possible[0]
  return (
    <Segments legend={words('issue.proof')} aside={all.map((proof) => proofs[proof]).find((why) => why !== null)}>
      {all.map((proof) => (
        <Segment
          key={proof}
          name="proof"
          value={proof}
          checked={proof === checked}
          disabled={proofs[proof] !== null}
          onChange={() => onChoose(proof)}
        >
          {words(`issue.proofs.${proof}`)}
        </Segment>
      ))}
    </Segments>
  )
}
