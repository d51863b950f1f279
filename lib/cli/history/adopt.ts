import 'server-only'
import { adoptHistory, vouchForAll } from '@/lib/custody/adopt'
import { perform } from '@/lib/perform'
import { checkpointKeys } from '@/lib/sealing/history-keys'
import type { Given } from './command'

/** Takes over a history that was written before Kagiban had keys for it: checks all of it, then vouches for it. */
export async function adopt({ actor, by, say }: Given): Promise<void> {
  const checked = await vouchForAll((done) => say(`checked up to event ${done}`))
  const { result } = await perform(actor, adoptHistory, { ...checked, by })
  say(`✓ the chain of ${result.count} events holds, as far as it can show by itself, and is vouched for from now on`)
  say(`  checkpoints are signed by key ${checkpointKeys()[0]?.kid}: write it down, an auditor needs it`)
}
