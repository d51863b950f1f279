'use client'
import { useWords } from '#words'
import { CheckAnswer } from '@/components/credentials/check-answer'
import { useShown } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import type { CheckedView } from '@/lib/keys/schema'

/** What the check found of keys that ought to be gone: there a "yes" of LINE is the bad news. */
export function OldKeyAnswer({ kids, replaceHref }: { kids: readonly string[]; replaceHref: string }) {
  const words = useWords('actions')
  const found = useShown<CheckedView>()
  if (!found) return null
  const taken = found.credentials.filter(({ label, verdict }) => label && kids.includes(label) && verdict === 'proven')
  if (taken.length === 0) return <CheckAnswer replaceHref={replaceHref} />
  return (
    <Notice tone="amber" live="alert">
      {taken.map(({ id, label }) => (
        <p key={id}>{words('oldKey.stillTaken', { kid: label ?? '' })}</p>
      ))}
    </Notice>
  )
}
