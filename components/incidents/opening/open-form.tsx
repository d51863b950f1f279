import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Icon, type IconName } from '@/components/ui/icon'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { OpeningView } from '@/lib/incidents/opening/schema'
import { ChosenChannels } from './chosen-channels'
import { DrillBox } from './drill-box'

type Props = {
  opening: OpeningView
  /** Whether a drill can be done here, and whether this is to be one. */
  drill: 'impossible' | 'possible' | 'chosen'
  action: FormAction
  submission: string
}

/** What is about to happen, to which channels and why; one button freezes them all. */
export function OpenForm({ opening: { channels, tokens }, drill, action, submission }: Props) {
  const words = useWords('incidents')
  const common = useWords('common')
  const count = channels.length
  const happens: { key: 'freezes' | 'revokesNothing' | 'tells'; icon: IconName; count: number }[] = [
    { key: 'freezes', icon: 'off', count },
    { key: 'revokesNothing', icon: 'hourglass', count: tokens },
    { key: 'tells', icon: 'info', count },
  ]
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
      <Panel title={words('new.happens')}>
        <PanelPart>
          <ul className="grid gap-2.5">
            {happens.map(({ key, icon, count: number }) => (
              <li key={key} className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2.5 text-ink-2">
                <span className="text-ink-3">
                  <Icon name={icon} className="mt-0.5 size-4" />
                </span>
                <span>
                  {words.rich(`new.${key}`, {
                    count: number,
                    b: (chunks) => <b className="font-semibold text-ink">{chunks}</b>,
                  })}
                </span>
              </li>
            ))}
          </ul>
        </PanelPart>
        <PanelPart>
          <ActionForm
            action={action}
            submission={submission}
            hidden={{ channels: channels.map(({ id }) => id).join(' ') }}
            className="grid max-w-150 gap-4.5"
          >
            <AnsweredText
              name="reason"
              label={words('new.reason')}
              hint={words('new.reasonHint')}
              {...(drill === 'chosen' ? { start: words('new.drillReason') } : {})}
              autoComplete="off"
              maxLength={200}
              aria-required
            />
            {drill !== 'impossible' && (
              <DrillBox label={words('new.isDrill')} hint={words('new.isDrillHint')} ticked={drill === 'chosen'} />
            )}
            <div className="flex flex-wrap gap-2 max-md:flex-col-reverse">
              <ButtonLink href="/incidents" size="lg">
                {common('cancel')}
              </ButtonLink>
              <SubmitButton variant="danger-solid" size="lg" icon="off">
                {words('new.submit')}
              </SubmitButton>
            </div>
          </ActionForm>
        </PanelPart>
      </Panel>
      <ChosenChannels channels={channels} />
    </div>
  )
}
