'use client'
import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { useShown } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import type { CheckedCredential, CheckedView } from '@/lib/keys/schema'

/** LINE's reasons that have words of their own here. */
const REASONS = [
  'lineClientSecretInvalid',
  'lineChannelUnknown',
  'lineSigningKeyUnknown',
  'lineSigningKeyForeign',
  'lineAssertionRefused',
  'lineAssertionExpired',
] as const

/** What a check found, in the form that asked: all is well, or which credential LINE does not take and why. */
export function CheckAnswer({ replaceHref }: { replaceHref: string }) {
  const words = useWords('actions')
  const found = useShown<CheckedView>()
  if (!found) return null
  const wrong = found.credentials.filter(({ verdict }) => verdict !== 'proven')
  if (wrong.length === 0)
    return (
      <Notice tone="plain" icon="done" live="status">
        {words('check.proven', { count: found.credentials.length })}
      </Notice>
    )
  const line = ({ label, reason }: CheckedCredential) =>
    words('check.line', {
      name: label === null ? words('check.secret') : words('check.key', { kid: label }),
      reason: words(`check.reasons.${REASONS.find((one) => one === reason) ?? 'other'}`),
    })
  const reissued = wrong.some(({ kind, verdict }) => kind === 'secret' && verdict === 'refused')
  return (
    <Notice
      tone={wrong.some(({ verdict }) => verdict === 'refused') ? 'red' : 'amber'}
      live="alert"
      title={words('check.notAll')}
      actions={
        reissued && (
          <ButtonLink size="sm" href={replaceHref} scroll={false}>
            {words('check.replace')}
          </ButtonLink>
        )
      }
    >
      <ul className="grid gap-1">
        {wrong.map((credential) => (
          <li key={credential.id}>{line(credential)}</li>
        ))}
      </ul>
    </Notice>
  )
}
