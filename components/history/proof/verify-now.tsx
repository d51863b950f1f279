import { useFormat, useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { RefreshWhile } from '@/components/ui/refresh-while'
import type { FormAction } from '@/lib/action-answer'
import type { CheckView } from '@/lib/verifying/schema'

type Props = { check: CheckView; may: boolean; action: FormAction; submission: string }

/** Has all of the history verified while one looks on. */
export function VerifyNow({ check, may, action, submission }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const { askedBy, seq, head } = check
  if (askedBy !== null)
    return (
      <div className="grid gap-1.5 text-sm" role="status">
        <progress
          value={seq}
          max={Math.max(head, 1)}
          aria-label={words('proof.progress')}
          className="h-2 w-full max-w-100 accent-accent-ink"
        />
        <p className="text-ink-2">
          {words('proof.verifying', { seq: format.number(seq), head: format.number(head) })}{' '}
          {words('proof.askedBy', { name: askedBy })}
        </p>
        <RefreshWhile seconds={1} />
      </div>
    )
  if (!may)
    return (
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Button icon="shield" disabledReason={words('proof.verifyDenied')}>
          {words('proof.verify')}
        </Button>
        <p className="text-sm text-ink-3">{words('proof.verifyDenied')}</p>
      </div>
    )
  return (
    <ActionForm action={action} submission={submission} className="grid justify-items-start gap-3">
      <SubmitButton variant="primary" icon="shield">
        {words('proof.verify')}
      </SubmitButton>
    </ActionForm>
  )
}
