import 'server-only'
import { localChange } from '@/lib/change'
import { fingerprint } from '@/lib/sealing/seal'
import { findByFingerprint } from './held'
import { readPasted } from './look'
import { targetOf } from './pasted'
import { type IdentifiedView, identifyTokenInput } from './schema'

/**
 * Tells what a pasted value is without asking LINE: by its looks, and by its fingerprint whether it is a token or a
 * channel secret of ours. In the history, because whoever asks holds the value.
 */
export const identifyToken = localChange('token.identify', {
  input: identifyTokenInput.transform(({ pasted }) => readPasted(pasted)),

  async prepare(tx, _actor, { look, secret }) {
    const mark = await fingerprint(secret)
    const found = await findByFingerprint(tx, mark)
    const owner = await tx.channelSecret.findFirst({
      where: { fingerprint: mark },
      orderBy: { createdAt: 'desc' },
      select: { retiredAt: true, channel: { select: { id: true, name: true } } },
    })
    const secretOf = owner && { channel: owner.channel, current: owner.retiredAt === null }
    const result: IdentifiedView = { look: secretOf ? 'channelSecret' : look, fingerprint: mark, found, secretOf }
    const channelId = found?.channelId ?? owner?.channel.id
    return {
      subject: {
        ...(channelId ? { channelId } : {}),
        target: targetOf({ found, fingerprint: mark }),
        detail: { look: result.look, fingerprint: mark, known: found !== null || secretOf !== null },
      },
      result,
    }
  },
})
