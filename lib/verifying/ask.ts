import 'server-only'
import { z } from 'zod'
import { localChange } from '@/lib/change'
import { findAnchor } from '@/lib/history/checkpoints/queries'

/** Has all of the history verified now, from its first event; `checkUntilPassed` then does it. */
export const askCheck = localChange('history.verify', {
  input: z.object({}),

  async prepare(tx, actor) {
    const { seq, hash } = await findAnchor()
    const { seq: head } = await tx.chainHead.findUniqueOrThrow({ where: { chain: 'history' }, select: { seq: true } })
    const from = {
      ...{
        seq: BigInt(seq),
        hash: Buffer.from(hash, 'hex'),
        beganAt: new Date(),
        heldUntil: null,
        askedBy: actor.name,
      },
    }
    await tx.historyCheck.upsert({ where: { chain: 'history' }, create: { chain: 'history', ...from }, update: from })
    return {
      subject: { target: { type: 'history', id: 'history', label: `#${head}` }, detail: { upTo: Number(head) } },
      result: { head: Number(head) },
    }
  },
})
