import { useFormat, useWords } from '#words'

/** How long after the opening, in words; a second is the least that is told apart. */
export function useSinceOpening(): (ms: number) => string {
  const words = useWords('report')
  const format = useFormat()
  return (ms) => (ms < 1000 ? words('atOnce') : format.duration(ms))
}
