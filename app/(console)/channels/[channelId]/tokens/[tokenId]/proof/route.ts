import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { currentActor } from '@/lib/access/actor'
import { isRefusal, Refusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { revokeProofOf } from '@/lib/tokens/proof/of-token'
import { getWords } from '@/lib/words/server'

type Context = { params: Promise<{ channelId: string; tokenId: string }> }

/** The proof of a token's revoke as a file; what is refused is answered in words, for there is no page behind it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { channelId, tokenId } = await params
  try {
    const actor = await currentActor()
    if (!isId(channelId) || !isId(tokenId)) throw new Refusal('not_found', 'tokenNotFound')
    const proof = await revokeProofOf(actor, channelId, tokenId)
    return new Response(`${JSON.stringify(proof, null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="kagiban-revoke-proof-${tokenId}.json"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return refused(error)
  }
}

const isId = (id: string) => z.uuid().safeParse(id).success

async function refused(error: unknown): Promise<Response> {
  const words = await getWords('refusals')
  if (isRefusal(error) && error.code === 'signed_out') {
    const query = new URLSearchParams({ why: error.reason, next: '/channels' })
    return new Response(null, { status: 303, headers: { location: `/sign-in?${query}` } })
  }
  if (isRefusal(error) && error.code === 'forbidden') return inWords(words('forbidden'), 403)
  if (isRefusal(error) && error.code === 'not_found')
    return inWords(words(error.reason === 'noRevokeProof' ? 'noRevokeProof' : 'tokenNotFound'), 404)
  const reference = randomUUID().slice(0, 8)
  log('error', 'proof.fault', { reference, ...faultFields(error) })
  return inWords(words('internal', { reference }), 500)
}

const inWords = (text: string, status: number) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
