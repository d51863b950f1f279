import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import { lockWorkingChannel } from '@/lib/channels/queries'
import { newId } from '@/lib/db/id'
import type { Tx } from '@/lib/db/transaction'
import { Refusal } from '@/lib/errors'
import { refuseTooMany } from './issue-rate'
import { type IssuedKind, type issueTokenInput, kindsOf, type Proof, SLOTS } from './schema'
import { countShortLived } from './short-lived'

/** What an issue is decided to be. */
export interface IssuePlan {
  subject: {
    channelId: string
    target: { type: 'token'; id: string; label: string }
    detail: { [name: string]: string | number }
  }
  kind: IssuedKind
  /** How LINE is asked: only a stateless token leaves a choice. */
  proof: Proof
  tokenId: string
  lineChannelId: string
  purpose: string
  owner: string
  lifeSeconds: number
  issuedBy: { id: string | null; name: string }
  /** The token of ours that LINE may end for this one, confirmed by its name. */
  oldest: { channelId: string; tokenId: string; purpose: string } | null
}

type Asked = z.output<typeof issueTokenInput>

/** Decides what is issued; refuses what LINE does not have for this channel, or what would end a token unasked. */
export async function planIssue(tx: Tx, actor: Actor, asked: Asked): Promise<IssuePlan> {
  const { channelId, kind, purpose, reason, lifeSeconds } = asked
  await refuseTooMany(tx, actor)
  const { type, lineChannelId, owner, frozenAt } = await lockWorkingChannel(tx, channelId)
  if (frozenAt) throw new Refusal('conflict', 'channelFrozen')
  if (!kindsOf(type).includes(kind)) throw new Refusal('conflict', 'kindNotForType')
  const proof = kind === 'v2.1' ? 'assertion' : kind === 'short-lived' ? 'secret' : asked.proof
  if (proof === 'assertion' && (await tx.signingKey.count({ where: { channelId, state: 'active' } })) === 0)
    throw new Refusal('conflict', 'signingKeyMissing')
  if (proof === 'secret' && (await tx.channelSecret.count({ where: { channelId, retiredAt: null } })) === 0)
    throw new Refusal('conflict', 'channelSecretMissing')
  const oldest = kind === 'short-lived' ? await confirmOldest(tx, channelId, asked.oldest) : null
  const tokenId = newId()
  return {
    subject: {
      channelId,
      target: { type: 'token', id: tokenId, label: purpose },
      detail: {
        kind,
        lifeSeconds,
        ...(kind === 'stateless' ? { proof } : {}),
        ...(reason ? { purposeReason: reason } : {}),
        ...(oldest ? { mayEnd: oldest.purpose } : {}),
      },
    },
    ...{ kind, proof, tokenId, purpose, lifeSeconds, oldest },
    lineChannelId,
    owner: asked.owner || owner,
    issuedBy: { id: actor.kind === 'person' ? actor.id : null, name: actor.name },
  }
}

/**
 * At 30 known short-lived tokens, those that may exist counted, LINE ends the oldest for the next one without a word. So
 * the oldest of ours must be named; null while there is room.
 */
async function confirmOldest(tx: Tx, channelId: string, named: string): Promise<IssuePlan['oldest']> {
  const { known, uncertain, oldest } = await countShortLived(tx, channelId)
  if (known + uncertain < SLOTS) return null
  if (!oldest) throw new Refusal('conflict', 'shortLivedUncertain', { values: { slots: SLOTS } })
  if (named !== oldest.purpose)
    throw new Refusal('conflict', 'oldestUnconfirmed', {
      field: 'oldest',
      values: { name: oldest.purpose, slots: SLOTS },
    })
  return { channelId, tokenId: oldest.id, purpose: oldest.purpose }
}
