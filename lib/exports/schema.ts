import { z } from 'zod'
import { type EventFilter, eventFilter } from '@/lib/history/schema'
import { isUnderstood } from '@/lib/history/search/schema'

/** `csv` is for reading in a spreadsheet, `jsonl` for recomputing the chain. */
export const FORMATS = ['csv', 'jsonl'] as const
export type ExportFormat = (typeof FORMATS)[number]

/** What an export asks: a filter, in which nothing may be left out because it is not understood, and a format. */
export const exportHistoryInput = eventFilter.extend({
  q: eventFilter.shape.q.refine((q) => q === undefined || isUnderstood(q)),
  format: z.enum(FORMATS),
})

/** What `exportHistory` wrote down and so may be read. */
export interface ExportPlan {
  format: ExportFormat
  filter: EventFilter
  upTo: bigint
  /** Nothing is left out of it. */
  whole: boolean
}
