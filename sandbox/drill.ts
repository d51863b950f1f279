import { systemActor } from '@/lib/access/actor'
import { replaceSecret } from '@/lib/channels/replace-secret'
import { closeIncident } from '@/lib/incidents/close'
import { openIncident } from '@/lib/incidents/open'
import { stepIncident } from '@/lib/incidents/step'
import { checkChannel } from '@/lib/keys/check'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { syncChannel } from '@/lib/tokens/sync'
import { activateNewKey, register } from './registered'
import type { Sandbox } from './start-sandbox'

const actor = systemActor('command line')

/** Where the drill was held. */
export const DRILLED = '鎌倉観光案内'

/** A drill that was held and closed, in a channel of its own, so that there is a report to look at. */
export async function makeDrill(atLine: Sandbox['atLine']): Promise<{ incidentId: string; channelId: string }> {
  const channel = await register(atLine, DRILLED, { owner: 'Kobayashi Ren', tags: 'travel', environment: 'staging' })
  const { channelId, lineChannelId } = channel
  const oldKid = await activateNewKey(atLine, channel)
  const issued = []
  for (const purpose of ['Tour reminders', 'Ferry delays'])
    issued.push((await perform(actor, issueToken, { channelId, purpose })).result)
  await perform(actor, issueToken, { channelId, kind: 'stateless', purpose: 'Nightly report' })

  const why = { reason: 'Yearly drill: a laptop was left on a train', drill: 'yes' } as const
  const { incidentId } = (await perform(actor, openIncident, { channels: [channelId], ...why })).result
  for (const { tokenId } of issued) await perform(actor, revokeToken, { channelId, tokenId, confirm: lineChannelId })
  await activateNewKey(atLine, channel)
  await atLine.deleteKey(lineChannelId, oldKid)
  const channelSecret = await atLine.reissueSecret(lineChannelId)
  await perform(actor, replaceSecret, { channelId, channelSecret })
  await perform(actor, checkChannel, { channelId })
  await perform(actor, syncChannel, { channelId })
  await perform(actor, stepIncident, { incidentId })
  await perform(actor, closeIncident, { incidentId })
  await perform(actor, issueToken, { channelId, purpose: 'Tour reminders' })
  return { incidentId, channelId }
}
