import { useFormat, useWords } from '#words'
import type { DeliveryView, TargetDelivery } from '@/lib/history/checkpoints/schema'
import type { Said } from './check-words'
import { useTargetWord } from './target-word'

const PATIENCE_MS = 15 * 60_000

/** Whether checkpoints leave, a sentence for each place they go to. */
export function useDeliveryWords(): (delivery: DeliveryView) => Said[] {
  const words = useWords('history')
  const format = useFormat()
  const targetWord = useTargetWord()
  return ({ targets }) => {
    if (targets.length === 0) return [{ tone: 'amber', text: words('proof.nowhere'), href: '/history/proof' }]
    return targets.map((to): Said => {
      const target = targetWord(to.target)
      if (isLate(to, format.now))
        return { tone: 'red', text: words('proof.late', { target, when: format.relative(to.since ?? format.now) }) }
      if (!to.delivered) return { tone: 'amber', text: words('proof.noneLeft', { target }) }
      const seq = format.number(Number(to.delivered.seq))
      return { tone: 'ok', text: words('proof.left', { seq, target, when: format.relative(to.delivered.at) }) }
    })
  }
}

/** True when something has waited for longer than a hiccup lasts. */
export function isLate({ waiting, since }: TargetDelivery, now: Date): boolean {
  return waiting > 0 && since !== null && now.getTime() - since.getTime() > PATIENCE_MS
}
