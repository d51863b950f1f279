import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { ChannelView } from '@/lib/channels/schema'
import type { CheckedView, SigningKeyView } from '@/lib/keys/schema'
import { CheckAnswer } from './check-answer'
import { Clock } from './clock'
import { CredentialTable } from './credential-table'

type Props = {
  channel: ChannelView
  /** The keys in use and ready. */
  signingKeys: readonly SigningKeyView[]
  base: string
  may: { check: boolean; replace: boolean }
  check: FormAction<CheckedView>
  submission: string
}

/** The credentials of a channel: what LINE last said of each, LINE's clock, and the button that asks LINE about all. */
export function CredentialsPanel({ channel, signingKeys, base, may, check, submission }: Props) {
  const words = useWords('credentials')
  const { checkedAt } = channel
  const replaceHref = `${base}?secret`
  return (
    <Panel
      title={words('title')}
      aside={
        <span>{checkedAt ? words.rich('checked', { time: () => <Time at={checkedAt} /> }) : words('notChecked')}</span>
      }
    >
      <CredentialTable channel={channel} signingKeys={signingKeys} replaceHref={replaceHref} mayReplace={may.replace} />
      <div className="border-line border-t">
        <PanelPart>
          <Clock offsetMs={channel.clockOffsetMs} />
        </PanelPart>
        <PanelPart>
          <ActionForm action={check} submission={submission} hidden={{ channelId: channel.id }} className="grid gap-3">
            <CheckAnswer replaceHref={replaceHref} />
            <p className="text-sm text-ink-2">{words('text')}</p>
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
              {may.check ? (
                <SubmitButton variant="secondary" icon="shield">
                  {words('check')}
                </SubmitButton>
              ) : (
                <Button icon="shield" disabledReason={words('denied.check')}>
                  {words('check')}
                </Button>
              )}
            </div>
          </ActionForm>
        </PanelPart>
      </div>
    </Panel>
  )
}
