import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { JobPreview } from '@/lib/jobs/schema'
import type { TokenView } from '@/lib/tokens/schema'
import { ChosenTokens, whyNotRevocable } from './chosen-tokens'
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
  const { now } = useFormat()
  const { change, channels, labels, confirm, tokens } = preview
  const key = JOB_WORDS[change]
  // Single tokens that cannot be revoked are shown, and left out.
  const out = change === 'token.revoke' ? tokens.filter((token) => whyNotRevocable(token, now) !== null) : []
  const items = preview.items - out.length
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
          {tokens.length === 0 && (
            <p className="text-sm text-ink-2">
              {labels.join(' · ')}
              {items > labels.length && ` ${words('andMore', { count: items - labels.length })}`}
            </p>
          )}
          {out.length > 0 && <p className="text-sm text-ink-2">{words('leftOut', { count: out.length })}</p>}
          <p className="text-sm text-ink-3">{words('pace')}</p>
        </div>
      </PanelPart>
      {tokens.length > 0 && <ChosenTokens tokens={tokens} more={preview.items - tokens.length} change={change} />}
      <PanelPart>
        <ActionForm
          action={action}
          submission={submission}
          hidden={{ change, select: without(select, out) }}
          className="grid max-w-120 gap-4.5"
        >
          {confirm && items > 0 && (
            <AnsweredText
              name="confirm"
              label={words(confirm.reason === 'confirmCount' ? 'confirmCount' : 'confirmChannelId', {
                expected: confirm.reason === 'confirmCount' ? String(items) : confirm.expected,
              })}
              mono
              inputMode="numeric"
              autoComplete="off"
              aria-required
            />
          )}
          <div className="flex gap-2">
            <ButtonLink href={backHref}>{common('cancel')}</ButtonLink>
            {items === 0 ? (
              <Button variant="danger-solid" disabledReason={words('revokeNone')}>
                {words(`does.${key}`, { count: preview.items })}
              </Button>
            ) : (
              <SubmitButton {...(change === 'token.revoke' ? { variant: 'danger-solid' as const } : {})}>
                {words(`does.${key}`, { count: items })}
              </SubmitButton>
            )}
          </div>
        </ActionForm>
      </PanelPart>
    </Panel>
  )
}

/** A selection of single tokens without some of them. */
function without(select: string, out: readonly TokenView[]): string {
  if (out.length === 0) return select
  const { tokens } = JSON.parse(select) as { tokens: { channelId: string; tokenId: string }[] }
  return JSON.stringify({ tokens: tokens.filter(({ tokenId }) => out.every(({ id }) => id !== tokenId)) })
}
