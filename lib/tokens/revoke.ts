import 'server-only'
import { change } from '@/lib/change'
import { openChannelSecret } from '@/lib/channels/queries'
import { Refusal } from '@/lib/errors'
import { isLineError } from '@/lib/line/errors'
import { lineClient } from '@/lib/line/line-client'
import { faultFields, log } from '@/lib/log'
import { lockHeldToken, openToken } from './held'
import { readKeyIds } from './key-ids'
import { type RevokedView, type RevokeProof, storedTokenInput } from './schema'

/**
 * Revokes a stored token and looks at LINE's list afterwards, because LINE answers 200 also when nothing was revoked.
 * Only a key ID that has left the list makes the token `gone`; until then it stays `revoking` and can be tried again.
 */
export const revokeToken = change('token.revoke', {
  input: storedTokenInput,

  async prepare(tx, _actor, { channelId, tokenId }) {
    const { keyId, label, state, lineChannelId } = await lockHeldToken(tx, channelId, tokenId)
    const secrets = await tx.channelSecret.count({ where: { channelId, retiredAt: null } })
    if (secrets === 0) throw new Refusal('conflict', 'channelSecretMissing')
    await tx.token.update({ where: { id: tokenId }, data: { state: 'revoking' } })
    return {
      subject: { channelId, target: { type: 'token', id: tokenId, label }, detail: { keyId } },
      tokenId,
      keyId,
      lineChannelId,
      wasLive: state === 'live',
    }
  },

  async call({ plan }): Promise<{ answer: RevokeProof }> {
    const { channelId } = plan.subject
    const [secret, token] = await Promise.all([openChannelSecret(channelId), openToken(plan.tokenId)])
    try {
      const accepted = await revokeAtLine(plan.lineChannelId, secret, token)
      return { answer: { accepted, list: await readListIfPossible(channelId, plan.keyId) } }
    } catch (error) {
      // LINE documents a 400 for a token that does not exist any more, too: then the list has the last word.
      if (!isLineError(error) || error.status !== 400) throw error
      const list = await readListIfPossible(channelId, plan.keyId)
      if (!list || list.listed) throw error
      return { answer: { accepted: null, list } }
    }
  },

  async save(tx, { plan }, proof) {
    const proven = proof.list !== null && !proof.list.listed
    const at = proven && proof.list ? new Date(proof.list.at) : null
    // What a sync or another revoke has proven meanwhile stays proven.
    await tx.token.updateMany({
      where: { id: plan.tokenId, state: { not: 'gone' } },
      data: { state: proven ? 'gone' : 'revoking', goneAt: at, proof: { ...proof } },
    })
    if (at) {
      const place = { channelId: plan.subject.channelId, keyId: plan.keyId }
      await tx.keyIdSighting.updateMany({ where: place, data: { goneAt: at } })
    }
    const result: RevokedView = { proven, stillListed: proof.list?.listed ?? null, stillLive: null }
    return { result, detail: { proven, ...proof } }
  },

  async otherwise(tx, { plan }, state) {
    // Unknown stays `revoking`; when LINE was not reached or refused, the token lives on, unless an earlier revoke had
    // made it `revoking`: that one may have worked, and this one tells nothing about it.
    if (state === 'unknown' || !plan.wasLive) return
    await tx.token.updateMany({ where: { id: plan.tokenId, state: 'revoking' }, data: { state: 'live' } })
  },

  async settle({ plan }) {
    const { at, keyIds, requestId } = await readKeyIds(plan.subject.channelId)
    const listed = keyIds.includes(plan.keyId)
    if (listed) return { state: 'none', evidence: { listed, requestId } }
    return { state: 'done', answer: { accepted: null, list: { at, listed, requestId } } }
  },
})

type Accepted = NonNullable<RevokeProof['accepted']>
type Args = Parameters<ReturnType<typeof lineClient>['revokeChannelTokenByJWT']>

async function revokeAtLine(...args: [Args[0], Args[1], Args[2]]): Promise<Accepted> {
  const { httpResponse, requestId } = await lineClient().revokeChannelTokenByJWTWithHttpInfo(...args)
  return { at: new Date().toISOString(), status: httpResponse.status, requestId: requestId ?? null }
}

/** After LINE took the revoke, a list that cannot be read must not undo that: the token then stays `revoking`. */
async function readListIfPossible(channelId: string, keyId: string): Promise<RevokeProof['list']> {
  try {
    const { at, keyIds, requestId } = await readKeyIds(channelId)
    return { at, listed: keyIds.includes(keyId), requestId }
  } catch (error) {
    log('warn', 'revoke.unproven', {
      channel: channelId,
      ...(isLineError(error) ? { status: error.status } : faultFields(error)),
    })
    return null
  }
}
