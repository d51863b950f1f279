import type { useFormat } from '#words'

/** The stretch of time a bar stands for, as its reader says it: a day by its date, anything shorter by its clock. */
export function spanOf(at: Date, stepSeconds: number, format: ReturnType<typeof useFormat>): string {
  const last = new Date(at.getTime() + stepSeconds * 1000)
  if (stepSeconds >= 86_400) {
    const lastDay = new Date(last.getTime() - 1)
    return stepSeconds === 86_400 ? format.weekday(at) : `${format.weekday(at)} – ${format.weekday(lastDay)}`
  }
  return `${format.short(at)} – ${format.clock(last).slice(0, stepSeconds < 60 ? 8 : 5)}`
}
