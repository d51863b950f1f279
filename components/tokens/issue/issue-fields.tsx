'use client'
import type { ReactNode } from 'react'
import { useWords } from '#words'
import { RadioCard, RadioCards } from '@/components/ui/controls/choice'
import { TextField } from '@/components/ui/controls/field'
import { Notice } from '@/components/ui/notice'
import { LifeField } from './life-field'
import type { Offer } from './offer'
import { ProofField } from './proof-field'
import type { IssueChoice } from './use-issue-choice'

type Props = {
  offer: Offer
  choice: IssueChoice
  /** What was refused, by its field. */
  errors: Readonly<Record<string, string>>
  /** What to know of the chosen kind; stands below the kinds. */
  children?: ReactNode
}

/** What is issued, what for and for how long: the fields of one issue, only those the chosen kind needs. */
export function IssueFields({ offer, choice, errors, children }: Props) {
  const words = useWords('actions')
  const { chosen, proof, life, chooseKind, chooseProof, chooseLife } = choice
  return (
    <>
      <RadioCards legend={words('issue.kind')} error={errors.kind}>
        {offer.kinds.map(({ kind, title, text, life: lives, cost, blocked }) => (
          <RadioCard
            key={kind}
            name="kind"
            value={kind}
            checked={kind === chosen?.kind}
            onChange={() => chooseKind(kind)}
            data-autofocus={kind === chosen?.kind || undefined}
            title={title}
            text={text}
            aside={lives}
            cost={cost}
            blocked={blocked}
          />
        ))}
      </RadioCards>
      {children}
      {chosen?.kind === 'stateless' && <ProofField proofs={offer.proofs} chosen={proof} onChoose={chooseProof} />}
      {chosen?.kind === 'short-lived' && (offer.oldest || errors.oldest) && (
        <>
          {offer.oldest && (
            <Notice tone="red" icon="warning">
              {offer.oldest.warning}
            </Notice>
          )}
          <TextField
            name="oldest"
            label={words('issue.oldest')}
            hint={offer.oldest ? words('issue.oldestHint', { name: offer.oldest.name }) : undefined}
            error={errors.oldest}
            autoComplete="off"
            aria-required
          />
        </>
      )}
      <TextField
        name="purpose"
        label={words('issue.purpose')}
        hint={words('issue.purposeHint')}
        error={errors.purpose}
        maxLength={100}
        autoComplete="off"
        aria-required
      />
      <div className="grid items-start gap-4.5 md:grid-cols-2 md:gap-3">
        <TextField
          name="owner"
          label={words('issue.owner')}
          hint={offer.ownerHint ?? words('issue.ownerHint')}
          error={errors.owner}
          defaultValue={offer.owner}
          maxLength={100}
          autoComplete="off"
        />
        <TextField
          name="reason"
          label={words('issue.reason')}
          optional
          hint={words('issue.reasonHint')}
          error={errors.reason}
          maxLength={200}
          autoComplete="off"
        />
      </div>
      {chosen?.kind === 'v2.1' && (
        <LifeField offer={offer} chosen={life} onChoose={chooseLife} error={errors.lifeAmount} />
      )}
    </>
  )
}
