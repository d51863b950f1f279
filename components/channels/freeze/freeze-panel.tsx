import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { FreezeView } from '@/lib/channels/schema'
import { IncidentWay } from './incident-way'

type Props = {
  channelId: string
  freeze: FreezeView | null
  may: { freeze: boolean; open: boolean }
  action: FormAction
  submission: string
}

/** What to do when something is wrong with a channel: stop issuing for it, or open an incident. */
export function FreezePanel({ channelId, freeze, may, action, submission }: Props) {
  const words = useWords('channels')
  return (
    <Panel title={words('freeze.panel')}>
      <PanelPart title={words('freeze.submit')}>
        <div className="grid gap-3">
          <p className="text-sm text-ink-2">{words('freeze.text')}</p>
          {freeze ? (
            <Off why={words('freeze.already')}>{words('freeze.submit')}</Off>
          ) : may.freeze ? (
            <ActionForm
              action={action}
              submission={submission}
              hidden={{ channelId }}
              className="grid justify-items-start gap-3"
            >
              <AnsweredText
                name="reason"
                label={words('freeze.reason')}
                hint={words('freeze.reasonHint')}
                maxLength={200}
                autoComplete="off"
                aria-required
                className="w-full max-w-130"
              />
              <SubmitButton variant="danger">{words('freeze.submit')}</SubmitButton>
            </ActionForm>
          ) : (
            <Off why={words('freeze.denied')}>{words('freeze.submit')}</Off>
          )}
        </div>
      </PanelPart>
      <PanelPart title={words('incident.part')}>
        <div className="grid justify-items-start gap-3">
          <p className="text-sm text-ink-2">{words('incident.text')}</p>
          <IncidentWay channelId={channelId} open={freeze?.incident ?? null} may={may.open} />
        </div>
      </PanelPart>
    </Panel>
  )
}

/** A button that cannot act, with the reason beside it. */
function Off({ why, children }: { why: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <Button variant="danger" disabledReason={why}>
        {children}
      </Button>
      <p className="text-sm text-ink-3">{why}</p>
    </div>
  )
}
