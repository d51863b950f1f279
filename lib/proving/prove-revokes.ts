import 'server-only'
import { systemActor } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { transaction } from '@/lib/db/transaction'
import { isRefusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { leaseMs } from '@/lib/operations/clock'
import { withLease } from '@/lib/operations/lease'
import { perform } from '@/lib/perform'
import { familyOf } from '@/lib/tokens/ask-line'
import { claimTry, MOST_TRIES } from '@/lib/tokens/proof/due'
import { type ENDS, endTries } from '@/lib/tokens/proof/end-tries'
import { revokeToken } from '@/lib/tokens/revoke'
import type { TokenKind } from '@/lib/tokens/schema'

/** So many tokens a round, and so many of them at once. */
const ROUND = 100
const AT_ONCE = 4

/**
 * One round: every revoke whose proof is due is tried again, or given up, by one instance at a time. What proves it
 * meanwhile, a sync or a person, ends it: only tokens that are `revoking` are taken.
 */
export async function proveRevokes(): Promise<void> {
  await withLease('prove', leaseMs(), async () => {
    const due = await listDue()
    const one = async (): Promise<void> => {
      for (let token = due.shift(); token; token = due.shift()) await tryOne(token)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, one))
  })
}

const listDue = () =>
  database().token.findMany({
    where: { state: 'revoking', nextProofAt: { lte: new Date() } },
    orderBy: { nextProofAt: 'asc' },
    take: ROUND,
    select: {
      ...{ id: true, channelId: true, kind: true, keyId: true, sealingKeyId: true },
      ...{ expiresAt: true, proofTries: true, nextProofAt: true },
    },
  })

type Due = Awaited<ReturnType<typeof listDue>>[number]

async function tryOne(token: Due): Promise<void> {
  const { id: tokenId, channelId, proofTries } = token
  const settler = systemActor('settler')
  try {
    const why = await endOf(token)
    if (why) await perform(settler, endTries, { channelId, tokenId, why })
    else if ((await transaction((tx) => claimTry(tx, token))) && token.sealingKeyId !== null)
      await perform(settler, revokeToken, { channelId, tokenId })
  } catch (error) {
    const which = { token: tokenId, tries: proofTries + 1 }
    // LINE saying no or nothing is what tries are for, and is in the history.
    if (isRefusal(error)) log('warn', 'revoke.unproven', { ...which, code: error.reason })
    else log('error', 'revoke.unproven', { ...which, ...faultFields(error) })
  }
}

/** Why a token is not tried again, or null. Whoever holds no value can still be told by LINE's list that it is gone. */
async function endOf({ channelId, kind, keyId, sealingKeyId, expiresAt, proofTries }: Due) {
  const end = (why: (typeof ENDS)[number]) => why
  if (expiresAt && expiresAt <= new Date()) return end('expired')
  if (sealingKeyId === null && keyId === null) return end('notHeld')
  if (familyOf(kind as TokenKind) === 'jws') {
    const secrets = await database().channelSecret.count({ where: { channelId, retiredAt: null } })
    if (secrets === 0) return end('noSecret')
  }
  return proofTries >= MOST_TRIES ? end('tried') : null
}
