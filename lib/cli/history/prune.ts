import 'server-only'
import { pruneHistory } from '@/lib/custody/prune'
import { findPrune, listHolds } from '@/lib/custody/queries'
import { removePruned } from '@/lib/custody/remove-pruned'
import { env } from '@/lib/env'
import { Refusal } from '@/lib/errors'
import { findAnchor } from '@/lib/history/checkpoints/queries'
import { perform } from '@/lib/perform'
import { type Given, instant, Usage } from './command'

/** Removes the oldest part of the history; without `--yes` it only says what it would remove. */
export async function prune({ actor, by, options, say }: Given): Promise<void> {
  const days = Number(options.days ?? env().KAGIBAN_HISTORY_DAYS)
  if (!Number.isSafeInteger(days) || days < 1) throw new Usage('--days takes a whole number from 1 on')
  if ((await listHolds(actor)).length > 0) throw new Refusal('conflict', 'historyHeld')
  const { cut, unfinished } = await findPrune(actor, days)
  if (!cut && unfinished === 0) throw new Refusal('conflict', 'nothingToPrune')
  if (unfinished > 0) say(`An earlier removal did not end: ${unfinished} events of it are still there.`)
  if (cut)
    say(
      `Older than ${days} days and vouched for by a checkpoint that has left: events ${cut.from} to ${cut.to}, ${cut.count} in all, the last one of ${instant(cut.at)}.`,
    )
  if (!options.yes) {
    say('Export them first if they are to be kept. To remove them for ever, repeat this with --yes')
    return
  }
  if (cut) await perform(actor, pruneHistory, { days, by })
  const removed = await removePruned((count) => say(`${count} events removed`))
  say(`✓ ${removed} events are gone; what is left follows the checkpoint at event ${(await findAnchor()).seq}`)
}
