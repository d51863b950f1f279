import 'server-only'
import { checkpointKeys, signWithCheckpointKey } from '@/lib/sealing/history-keys'

const NOTE =
  'jws is a compact JWS (EdDSA) by the key that signs the checkpoints of this history; its payload is this file as JSON without "signature". Compare the key with the one you wrote down.'

/** Adds a signature over all of a file that leaves the house, so that anybody can tell whether it was changed since. */
export async function signed<Content extends object>(content: Content) {
  const jws = await signWithCheckpointKey('kagiban-file', content)
  return { ...content, signature: { jws, key: checkpointKeys()[0], note: NOTE } }
}
