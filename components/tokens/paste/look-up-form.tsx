import { useRef } from 'react'
import { useFormat, useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { TextArea } from '@/components/ui/controls/text-area'
import { AnsweredForm } from '@/components/ui/forms/action-form'
import { Icon } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'
import type { ActionAnswer } from '@/lib/action-answer'
import { PastedField } from './pasted-field'

type Props = {
  answer: ActionAnswer<unknown>
  send: (form: FormData) => void
  /** Why this person may not look anything up. */
  denied: string | undefined
  /** Until when the page holds the value for the next steps; undefined when it holds none. */
  until: Date | undefined
  onSent: (value: string) => void
  onClear: () => void
}

/** Where a value is pasted; what it was is not given back, but held for a while for the steps that may follow. */
export function LookUpForm({ answer, send, denied, until, onSent, onClear }: Props) {
  const words = useWords('actions')
  const box = useRef<HTMLDivElement>(null)
  const field = { label: words('paste.field'), hint: words('paste.fieldHint'), rows: 6 }
  if (denied !== undefined)
    return (
      <Panel>
        <div className="grid gap-3 p-4">
          <TextArea {...field} disabled />
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Button variant="primary" icon="search" disabledReason={denied}>
              {words('paste.submit')}
            </Button>
            {/* The button says the same to screen readers. */}
            <p aria-hidden="true" className="text-sm text-ink-3">
              {denied}
            </p>
          </div>
        </div>
      </Panel>
    )
  return (
    <Panel>
      <AnsweredForm answer={answer} send={send} className="grid gap-3 p-4">
        <div ref={box}>
          <PastedField {...field} onSent={onSent} />
        </div>
        <div>
          <SubmitButton icon="search">{words('paste.submit')}</SubmitButton>
        </div>
      </AnsweredForm>
      {until && (
        <HeldNote
          until={until}
          onClear={() => {
            onClear()
            // The button that has the focus goes.
            box.current?.querySelector('textarea')?.focus()
          }}
        />
      )}
    </Panel>
  )
}

function HeldNote({ until, onClear }: { until: Date; onClear: () => void }) {
  const words = useWords('actions')
  const format = useFormat()
  return (
    <div className="flex items-center gap-2.5 border-line border-t bg-sunken px-4 py-2.5 text-sm text-ink-2">
      <Icon name="hourglass" className="size-4 text-ink-3" />
      <p className="min-w-0 flex-1">{words('paste.held', { time: format.clock(until) })}</p>
      <Button size="sm" onClick={onClear}>
        {words('paste.clear')}
      </Button>
    </div>
  )
}
