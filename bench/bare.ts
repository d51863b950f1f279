import { channelAccessToken } from '@line/bot-sdk'
import { type CryptoKey, SignJWT } from 'jose'

/** What a script needs to know of a channel. */
export interface BareChannel {
  lineChannelId: string
  kid: string
  privateKey: CryptoKey
}

export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** The official client, at the stand-in. */
export const bareClient = (lineUrl: string) => new channelAccessToken.ChannelAccessTokenClient({ baseURL: lineUrl })

/** An assertion signed by a key that is in memory. */
export function assertionOf(
  { lineChannelId, kid, privateKey }: BareChannel,
  claims: Record<string, unknown> = {},
): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 60
  return new SignJWT({ iss: lineChannelId, sub: lineChannelId, aud: 'https://api.line.me/', exp, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
    .sign(privateKey)
}

/** The key IDs LINE lists for a channel. */
export async function listBare(lineUrl: string, channel: BareChannel): Promise<string[]> {
  const { kids } = await bareClient(lineUrl).getsAllValidChannelAccessTokenKeyIds(
    JWT_BEARER,
    await assertionOf(channel),
  )
  if (kids === undefined) throw new Error('LINE answered no list')
  return kids
}
