'use client'
import { useWords } from '#words'
import { AnsweredText } from '@/components/ui/forms/answered-fields'

/** What a token that is taken in is for, and whose it is. */
export function TakeInFields({ owner }: { owner?: string | undefined }) {
  const words = useWords('actions')
  return (
    <>
      <AnsweredText
        name="purpose"
        label={words('paste.purpose')}
        hint={words('paste.purposeHint')}
        autoComplete="off"
        aria-required
      />
      <AnsweredText
        name="owner"
        label={words('paste.owner')}
        hint={words('paste.ownerHint')}
        optional
        autoComplete="off"
        {...(owner === undefined ? {} : { start: owner })}
      />
    </>
  )
}
