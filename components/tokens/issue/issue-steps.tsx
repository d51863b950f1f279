'use client'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'

const STEPS = ['intent', 'issued', 'stored', 'shown'] as const
const LOOK = {
  before: { bar: 'border-line-strong', icon: 'todo', ink: 'text-ink-3' },
  // Which of them is at work is not known here, only that LINE is being asked.
  asking: { bar: 'border-blue', icon: 'todo', ink: 'text-ink-3' },
  done: { bar: 'border-accent', icon: 'done', ink: 'text-accent-ink' },
} as const

/** What issuing does, one after the other, as far as the form knows it: all before, LINE being asked, all done. */
export function IssueSteps({ state, stored }: { state: keyof typeof LOOK; stored: boolean }) {
  const words = useWords('actions')
  const { bar, icon, ink } = LOOK[state]
  return (
    <div>
      <p className="mb-1.5 flex items-center gap-1.5 text-sm font-semibold">
        {state === 'asking' && <Icon name="running" className="size-4 animate-spin text-blue-ink" />}
        <span role="status">{words(`issue.steps.${state}`)}</span>
      </p>
      <ol className="grid grid-cols-2 gap-2 md:grid-cols-4">
        {STEPS.map((step) => (
          <li key={step} className={`border-t-2 pt-1.5 text-xs/[18px] text-ink-3 transition-colors ${bar}`}>
            <span className="flex items-center gap-1.25 font-semibold text-ink-2">
              <Icon name={icon} className={`size-3.5 ${ink}`} />
              {words(`issue.steps.${step}.title`)}
            </span>
            {words(step === 'stored' && !stored ? 'issue.steps.notStored' : `issue.steps.${step}.text`)}
          </li>
        ))}
      </ol>
    </div>
  )
}
