import { z } from 'zod'
import { currentActor } from '@/lib/access/actor'
import { Refusal } from '@/lib/errors'
import { signed } from '@/lib/history/signed'
import { revokeProofOf } from '@/lib/tokens/proof/of-token'
import { refusedFile } from '../../../../../refused-file'

type Context = { params: Promise<{ channelId: string; tokenId: string }> }

/** The proof of a token's revoke as a file. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { channelId, tokenId } = await params
  try {
    const actor = await currentActor()
    if (!isId(channelId) || !isId(tokenId)) throw new Refusal('not_found', 'tokenNotFound')
    const proof = await revokeProofOf(actor, channelId, tokenId)
    return new Response(`${JSON.stringify(await signed(proof), null, 2)}\n`, {
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'content-disposition': `attachment; filename="kagiban-revoke-proof-${tokenId}.json"`,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return refusedFile(error, { next: '/channels', fault: 'proof.fault' })
  }
}

const isId = (id: string) => z.uuid().safeParse(id).success
