import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { JobPreview } from '@/lib/jobs/schema'
import { JOB_WORDS } from './job-list'

type Props = {
  preview: JobPreview
  /** The selection as JSON, as the form sends it on. */
  select: string
  action: FormAction
  submission: string
  backHref: string
}

/** What a job would do and to how many, before it is begun; several revokes are confirmed by typing. */
export function StartPanel({ preview, select, action, submission, backHref }: Props) {
  const words = useWords('jobs')
  const common = useWords('common')
  const { change, items, channels, labels, confirm } = preview
  const key = JOB_WORDS[change]
  return (
    <Panel title={words(`does.${key}`, { count: items })} aside={words('inChannels', { count: channels })}>
      <PanelPart>
        <div className="grid gap-3">
          <Notice
            tone={change === 'token.revoke' ? 'red' : 'plain'}
            {...(change === 'token.revoke' ? { icon: 'warning' as const } : {})}
          >
            {words(`start.${key}`)}
          </Notice>
          <p className="text-sm text-ink-2">
            {labels.join(' · ')}
            {items > labels.length && ` ${words('andMore', { count: items - labels.length })}`}
          </p>
          <p className="text-sm text-ink-3">{words('pace')}</p>
        </div>
      </PanelPart>
      <PanelPart>
        <ActionForm
          action={action}
          submission={submission}
          hidden={{ change, select }}
          className="grid max-w-120 gap-4.5"
        >
          {confirm && (
            <AnsweredText
              name="confirm"
              label={words(confirm.reason === 'confirmCount' ? 'confirmCount' : 'confirmChannelId', {
                expected: confirm.expected,
              })}
              mono
              inputMode="numeric"
              autoComplete="off"
              aria-required
            />
          )}
          <div className="flex gap-2">
            <ButtonLink href={backHref}>{common('cancel')}</ButtonLink>
            <SubmitButton {...(change === 'token.revoke' ? { variant: 'danger-solid' as const } : {})}>
              {words(`does.${key}`, { count: items })}
            </SubmitButton>
          </div>
        </ActionForm>
      </PanelPart>
    </Panel>
  )
}
