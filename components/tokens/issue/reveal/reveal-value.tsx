'use client'
import { useState } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { Segment, Segments } from '@/components/ui/controls/choice'
import { CopyButton } from '@/components/ui/controls/copy-button'
import type { ChannelType } from '@/lib/channels/schema'
import { FORMS, type Form, inForm, MASK } from './reveal-forms'
import { useCountdown } from './use-countdown'

/** How long the value can be seen. */
const SECONDS = 60

type Props = { value: string; type: ChannelType; onWipe: () => void }

/** The value, masked until asked for, in the form it is taken away in; wiped after a minute. */
export function RevealValue({ value, type, onWipe }: Props) {
  const words = useWords('actions')
  const [form, setForm] = useState<Form>('value')
  const [shown, setShown] = useState(false)
  const left = useCountdown(SECONDS, onWipe)
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Segments legend={<span className="sr-only">{words('issue.forms')}</span>}>
          {FORMS.map((each) => (
            <Segment key={each} name="form" checked={form === each} onChange={() => setForm(each)}>
              {words(`issue.form.${each}`)}
            </Segment>
          ))}
        </Segments>
        <div className="flex gap-2">
          <Button size="sm" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {words(shown ? 'issue.hide' : 'issue.show')}
          </Button>
          <CopyButton word text={inForm(form, value, type)} thing={words('issue.token')} />
        </div>
      </div>
      <pre className="min-h-24 rounded-md border border-control bg-sunken px-3 py-2.5 font-mono text-xs/[20px] whitespace-pre-wrap wrap-anywhere">
        {!shown && <span className="sr-only">{words('issue.masked')}</span>}
        <code aria-hidden={!shown}>{inForm(form, shown ? value : MASK, type)}</code>
      </pre>
      <p role="timer" className="text-xs text-ink-3">
        {words('issue.wipedIn', { seconds: left })}
      </p>
    </div>
  )
}
