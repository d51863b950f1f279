import type { BarPart } from '@/components/ui/figures/bar'

/** The parts of a job's bar: what went well first, then what did not. */
export function partsOf(counts: Record<'done' | 'unknown' | 'failed' | 'cancelled', number>): BarPart[] {
  return [
    { key: 'done', count: counts.done, look: 'fill-accent' },
    { key: 'unknown', count: counts.unknown, look: 'fill-red' },
    { key: 'failed', count: counts.failed, look: 'fill-amber' },
    { key: 'cancelled', count: counts.cancelled, look: 'fill-neutral-5' },
  ]
}
