import 'server-only'
import { localChange } from '@/lib/change'
import { lockChannel } from '@/lib/channels/queries'
import { Refusal } from '@/lib/errors'
import { retireKeyInput } from './schema'

/**
 * Retires a key for good and erases its private half; one that waits for its kid is discarded the same way. The key in
 * use goes only when its kid was typed, for v2.1 tokens can then neither be issued nor listed until another one is in use.
 */
export const retireKey = localChange('key.retire', {
  input: retireKeyInput,

  async prepare(tx, _actor, { channelId, signingKeyId, typedKid }) {
    const channel = await lockChannel(tx, channelId)
    const key = await tx.signingKey.findFirst({
      where: { id: signingKeyId, channelId },
      select: { state: true, kid: true },
    })
    if (!key) throw new Refusal('not_found', 'signingKeyNotFound')
    if (key.state === 'retired') throw new Refusal('conflict', 'keyRetiredAlready')
    if (key.state === 'active' && typedKid !== key.kid)
      throw new Refusal('invalid', 'kidNotTyped', { field: 'typedKid' })
    const activating = await tx.operation.count({
      where: {
        channelId,
        change: 'key.activate',
        state: { in: ['prepared', 'calling'] },
        plan: { path: ['signingKeyId'], equals: signingKeyId },
      },
    })
    if (activating > 0) throw new Refusal('busy', 'keyBeingActivated')
    await tx.signingKey.update({
      where: { id: signingKeyId },
      data: { state: 'retired', retiredAt: new Date(), sealed: null, sealingKeyId: null },
    })
    return {
      subject: {
        channelId,
        target: { type: 'signing key', id: signingKeyId, label: key.kid ?? channel.name },
        detail: { before: key.state, after: 'retired' },
      },
      result: { channelId },
    }
  },
})
