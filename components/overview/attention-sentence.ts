import { useFormat, useWords } from '#words'
import { useActionWord } from '@/components/history/action-name'
import { SLOTS } from '@/components/ui/figures/slot-level'
import type { AttentionRow } from '@/lib/tokens/attention/schema'

/** What is wrong, in one sentence. */
export function useAttentionSentence({ kind, count, until, label, note }: AttentionRow): string {
  const words = useWords('overview')
  const format = useFormat()
  const actionWord = useActionWord()
  const name = label ?? ''
  switch (kind) {
    case 'incident':
      return words(note === 'drill' ? 'attention.drill' : 'attention.incident', { count, reason: name })
    case 'unknown':
      return words('attention.unknown', { count, action: actionWord(name) })
    case 'unexplained':
      return words('attention.unexplained', { count, until: until ? format.short(until) : '' })
    case 'drift':
      return words('attention.drift', { count, until: until ? format.weekday(until) : '' })
    case 'clock':
      return words('attention.clock', {
        way: Number(note) > 0 ? 'ahead' : 'behind',
        difference: format.duration(Math.abs(Number(note))),
      })
    case 'slots':
    case 'shortLived':
      return words(`attention.${kind}`, { taken: count, slots: SLOTS })
    case 'noKey':
      return words(note === 'waiting' ? 'attention.keyWaiting' : 'attention.noKey')
    case 'keyRefused':
      return words('attention.keyRefused', { kid: name })
    case 'historyBroken':
    case 'secretRefused':
    case 'secretMissing':
      return words(`attention.${kind}`)
    default:
      return words(`attention.${kind}`, { count, name })
  }
}
