import 'server-only'
import { permits } from '@/lib/access/permits'
import { localChange } from '@/lib/change'
import { countEventsUpTo } from '@/lib/history/batches'
import { exportHistoryInput } from './schema'

/**
 * Writes to the history that a part of it is taken out: which, in what form, and exactly how many events, which are those
 * up to the last one of this instant. The result says what may now be read; without this event nothing is.
 */
export const exportHistory = localChange('history.export', {
  input: exportHistoryInput,
  prepare: async (tx, actor, { format, ...filter }) => {
    const { seq: upTo } = await tx.chainHead.findUniqueOrThrow({ where: { chain: 'history' }, select: { seq: true } })
    const count = await countEventsUpTo(tx, actor, filter, upTo)
    const fileName = `kagiban-history-${new Date().toISOString().slice(0, 10)}.${format}`
    const asked = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
    return {
      subject: {
        target: { type: 'file', id: fileName, label: fileName },
        detail: { format, count, upTo: Number(upTo), ...(Object.keys(asked).length > 0 && { filter: asked }) },
      },
      result: {
        ...{ format, filter, count, upTo, fileName },
        whole: Object.keys(asked).length === 0 && permits(actor, 'history.readAll'),
      },
    }
  },
})
