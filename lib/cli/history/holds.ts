import 'server-only'
import { holdHistory } from '@/lib/custody/hold'
import { listHolds } from '@/lib/custody/queries'
import { releaseHistory } from '@/lib/custody/release'
import { Refusal } from '@/lib/errors'
import { perform } from '@/lib/perform'
import { type Given, instant, Usage } from './command'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Sets a hold: from then on nothing of the history can be removed. */
export async function hold({ actor, by, words, say }: Given): Promise<void> {
  const reason = words.join(' ').trim()
  if (!reason) throw new Usage('say why: kagiban history hold "REASON"')
  const { result } = await perform(actor, holdHistory, { reason, by })
  say(`✓ held as ${result.id}; to end it: kagiban history release ${result.id}`)
}

/** Ends a hold. */
export async function release({ actor, by, words: [id = ''], say }: Given): Promise<void> {
  if (!UUID.test(id)) throw new Refusal('not_found', 'holdNotFound')
  await perform(actor, releaseHistory, { id, by })
  say('✓ released')
}

/** Tells which holds stand. */
export async function holds({ actor, say }: Given): Promise<void> {
  const found = await listHolds(actor)
  if (found.length === 0) say('no hold stands')
  for (const { id, reason, setBy, setAt } of found) say(`${id}  since ${instant(setAt)} by ${setBy}: ${reason}`)
}
