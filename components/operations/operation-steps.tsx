import { useFormat, useWords } from '#words'
import { useReasonWord } from '@/components/history/event/reason-word'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Steps } from '@/components/ui/steps'
import type { OperationStep, OperationView } from '@/lib/operations/schema'

/** What happened to an operation one after another, and what it waits for. */
export function OperationSteps({ operation, steps }: { operation: OperationView; steps: readonly OperationStep[] }) {
  const words = useWords('operations')
  const text = useStepText(operation)
  return (
    <Steps
      steps={steps.map(({ step, state, at }) => ({
        state,
        title: words(`steps.${step}.title`),
        aside: at && step !== 'waits' ? <Time at={at} /> : undefined,
        text: text(step, at),
      }))}
    />
  )
}

function useStepText({ change, listedBefore, reason, values, keyIds, expiresBy }: OperationView) {
  const words = useWords('operations')
  const reasonWord = useReasonWord()
  const format = useFormat()
  return (step: OperationStep['step'], at: Date | null) => {
    const time = () => (at ? <Time at={at} /> : words('soon'))
    const until = expiresBy ? format.instant(expiresBy) : '—'
    switch (step) {
      case 'listed':
        return words('steps.listed.text', { count: listedBefore ?? 0 })
      case 'waits':
        return words.rich(change === 'token.issue' ? 'steps.waits.issue' : 'steps.waits.text', { time })
      case 'refused':
        return reason ? reasonWord(reason, stringsOf(values)) : undefined
      case 'lost':
        return (
          <>
            {words('steps.lost.text', { until, count: keyIds.length })}
            {keyIds.map((keyId) => (
              <span key={keyId} className="mt-1 block">
                <Id value={keyId} thing={words('keyId')} full />
              </span>
            ))}
          </>
        )
      case 'uncertain':
        return words('steps.uncertain.text', { until })
      default:
        return words(`steps.${step}.text`)
    }
  }
}

const stringsOf = (values: OperationView['values']) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
