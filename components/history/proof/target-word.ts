import { useWords } from '#words'
import { TARGETS, type TargetName } from '@/lib/history/checkpoints/schema'

/** What a place outside is called, within a sentence or alone; one of another version stands as it is. */
export function useTargetWord(form: 'within' | 'alone' = 'within'): (target: string) => string {
  const words = useWords('history')
  return (target) => {
    const known = TARGETS.find((name): name is TargetName => name === target)
    return known ? words(`proof.targets.${form}.${known}`) : target
  }
}
