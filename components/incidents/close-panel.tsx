import { useWords } from '#words'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import { Submit } from './allowed'

type Props = { incidentId: string; may: boolean; action: FormAction; submission: string }

/** Closes an incident while something is left undone, which takes a reason; at the foot of the page, never the first thing. */
export function ClosePanel({ incidentId, may, action, submission }: Props) {
  const words = useWords('incidents')
  return (
    <Panel title={words('close.title')}>
      <PanelPart>
        <ActionForm action={action} submission={submission} hidden={{ incidentId }} className="grid max-w-150 gap-3">
          <p className="text-sm text-ink-2">{words('close.text')}</p>
          {may && (
            <AnsweredText
              name="reason"
              label={words('close.reason')}
              autoComplete="off"
              maxLength={200}
              aria-required
            />
          )}
          <div>
            <Submit may={may} variant="danger">
              {words('close.submit')}
            </Submit>
          </div>
        </ActionForm>
      </PanelPart>
    </Panel>
  )
}
