import 'server-only'
import { localChange } from '@/lib/change'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { isHistoryBroken } from '@/lib/history/health/broken'
import { checkpointKeys } from '@/lib/sealing/history-keys'
import { readCheckpoint } from '@/lib/verifying/verify-history.mjs'
import { type FoundCut, findCut } from './cut'
import { holdHead } from './head'
import { pruneInput } from './schema'

/**
 * Decides that the oldest part of the history goes: from here on what is left follows an anchor, the last event of that
 * part with the checkpoint that vouches for it. The events themselves are removed afterwards by `removePruned`, so a
 * removal that is interrupted has been decided and written down. Refuses while a hold stands or the history is in doubt.
 */
export const pruneHistory = localChange('history.prune', {
  input: pruneInput,

  async prepare(tx, _actor, { days, by }) {
    await holdHead(tx)
    if ((await tx.legalHold.count({ where: { liftedAt: null } })) > 0) throw new Refusal('conflict', 'historyHeld')
    const found = await findCut(tx, days)
    if (!found) throw new Refusal('conflict', 'nothingToPrune')
    if (!isVouchedFor(found) || (await isHistoryBroken())) throw new Refusal('conflict', 'historyDoubted')
    const { from, to, count } = found.cut
    await writeAnchor(tx, found)
    return {
      subject: {
        target: { type: 'history', id: String(to), label: `${from}–${to}` },
        detail: { fromPlace: from, upTo: to, count, days, by },
      },
      result: found.cut,
    }
  },
})

async function writeAnchor(tx: Tx, { cut, hash, jws }: FoundCut): Promise<void> {
  await tx.historyAnchor.create({ data: { seq: cut.to, hash, jws, prunedAt: new Date() } })
}

/** What goes is known afterwards by its checkpoint alone, so that must be ours and mean the event as it is. */
function isVouchedFor({ hash, jws }: FoundCut): boolean {
  return readCheckpoint(jws, checkpointKeys())?.hash === Buffer.from(hash).toString('hex')
}
