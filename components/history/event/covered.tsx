import { useFormat, useWords } from '#words'
import type { EventCover } from '@/lib/history/schema'
import { useTargetWord } from '../proof/target-word'

/** Which signed checkpoint covers an event, and whether it is out of reach of whoever holds the database. */
export function Covered({ cover: { checkpoint } }: { cover: EventCover }) {
  const words = useWords('history')
  const format = useFormat()
  const targetWord = useTargetWord()
  if (!checkpoint) return words('event.notCovered')
  const place = words('event.coveredBy', { seq: format.number(Number(checkpoint.seq)) })
  if (checkpoint.left.length === 0) return `${place} ${words('event.notLeft')}`
  const left = checkpoint.left.map(({ target, at }) =>
    words('event.leftFor', { target: targetWord(target), when: format.relative(at) }),
  )
  return [place, ...left].join(' ')
}
