import { useFormat, useWords } from '#words'
import type { TargetDelivery } from '@/lib/history/checkpoints/schema'
import { isLate } from './delivery-words'

/** How delivery to one place goes: what arrived last, what waits and why. */
export function TargetState({ target }: { target: TargetDelivery }) {
  const words = useWords('history')
  const format = useFormat()
  const { delivered, waiting, problem, nextAt } = target
  return (
    <>
      <span className="block">
        {delivered
          ? words('proof.arrived', { seq: format.number(Number(delivered.seq)), when: format.relative(delivered.at) })
          : words('proof.arrivedNone')}
      </span>
      {waiting > 0 && (
        <span className={`block ${isLate(target, format.now) ? 'text-red-ink' : 'text-ink-2'}`}>
          {words('proof.waiting', { waiting })}
          {problem && ` ${words('proof.problem', { problem: problemWord(words, problem) })}`}
          {nextAt && ` ${words('proof.nextTry', { when: format.relative(nextAt) })}`}
        </span>
      )}
    </>
  )
}

function problemWord(words: unknown, problem: string): string {
  const known = words as { (key: string): string; has(key: string): boolean }
  return known.has(`proof.problems.${problem}`) ? known(`proof.problems.${problem}`) : problem
}
