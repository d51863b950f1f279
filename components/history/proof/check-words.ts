import { useFormat, useWords } from '#words'
import type { CheckView } from '@/lib/verifying/schema'

/** One thing that is said of the proof, and how it stands. */
export interface Said {
  tone: 'ok' | 'amber' | 'red'
  text: string
  href?: string
}

/** Whether the history holds, in a sentence. */
export function useCheckWords(): (check: CheckView) => Said {
  const words = useWords('history')
  const format = useFormat()
  const place = (seq: number) => format.number(seq)
  return ({ passedSeq, passedAt, seq, head, askedBy, problem }) => {
    if (problem)
      return {
        ...{ tone: 'red' as const, href: `/history/${problem.seq}` },
        text: words('proof.broken', { seq: place(problem.seq), what: brokenWord(words, problem.kind) }),
      }
    if (askedBy !== null) return { tone: 'ok', text: words('proof.verifying', { seq: place(seq), head: place(head) }) }
    if (passedSeq === null || passedAt === null) return { tone: 'amber', text: words('proof.notYet') }
    return { tone: 'ok', text: words('proof.verified', { seq: place(passedSeq), when: format.relative(passedAt) }) }
  }
}

function brokenWord(words: unknown, kind: string): string {
  const known = words as { (key: string): string; has(key: string): boolean }
  return known.has(`broken.${kind}`) ? known(`broken.${kind}`) : kind
}
