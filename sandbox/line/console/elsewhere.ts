import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { type Answer, BrokenRule } from '../api/answers'
import { issueChannelToken } from '../api/short-lived'
import { issueChannelTokenByJWT } from '../api/v2-1'
import type { Channel, ElsewhereKey, Line } from '../state'
import { getChannel, registerKey } from './actions'
import { elsewhereInput, readInput } from './inputs'
import { ConsoleRefusal } from './refusal'

/**
 * Issues a token past Kagiban, as a script of another team would by the same API: short-lived with the channel secret,
 * v2.1 with a signing key of its own, which is registered in the channel at the first time.
 */
export async function issueElsewhere(line: Line, channelId: string, input: unknown) {
  const { kind, seconds } = readInput(elsewhereInput, input)
  const channel = getChannel(line, channelId)
  try {
    const { body } = kind === 'v2.1' ? await issueV21(line, channel, seconds) : issueShortLived(line, channel)
    await line.save()
    return { kind, accessToken: String(body?.access_token), keyId: kind === 'v2.1' ? String(body?.key_id) : null }
  } catch (error) {
    if (error instanceof BrokenRule) throw new ConsoleRefusal(400, textOf(error.answer))
    throw error
  }
}

function issueShortLived(line: Line, { channelId, channelSecret }: Channel): Answer {
  const secret = { client_id: channelId, client_secret: channelSecret }
  return issueChannelToken(line, new URLSearchParams({ grant_type: 'client_credentials', ...secret }))
}

async function issueV21(line: Line, channel: Channel, seconds: number): Promise<Answer> {
  const { kid, privateKey } = await keyOf(line, channel)
  const assertion = await new SignJWT({ token_exp: seconds })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .setIssuer(channel.channelId)
    .setSubject(channel.channelId)
    .setAudience(line.audience)
    .setExpirationTime(Math.floor(line.now() / 1000) + 60)
    .sign(privateKey)
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  })
  return issueChannelTokenByJWT(line, form)
}

async function keyOf(line: Line, { channelId, keys }: Channel): Promise<ElsewhereKey> {
  const known = line.elsewhereKeys.get(channelId)
  if (known && keys.some(({ kid }) => kid === known.kid)) return known
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const jwk = { ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }
  const made = { kid: await registerKey(line, channelId, jwk), privateKey }
  line.elsewhereKeys.set(channelId, made)
  return made
}

const textOf = ({ body }: Answer) => String(body?.message ?? body?.error_description ?? body?.error)
