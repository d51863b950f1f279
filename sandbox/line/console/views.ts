import { liveTokens } from '../api/tokens'
import { type Channel, type Line, type TokenKind, tokenKinds } from '../state'

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

/** A channel in the list; like LINE's console, this one shows the secret. */
export function listedChannel({ channelId, channelSecret, name, type }: Channel) {
  return { channelId, channelSecret, name, type }
}

/** All that is known of a channel but its secret and the text of its tokens. */
export function channelView(line: Line, channel: Channel) {
  const { channelId, name, type } = channel
  const keys = channel.keys.map((key) => ({ ...key, registeredAt: iso(key.registeredAt) }))
  const tokensOf = (kind: TokenKind) =>
    liveTokens(line, channelId, kind).map((token) => ({
      key_id: token.keyId,
      issuedAt: iso(token.issuedAt),
      expiresAt: iso(token.expiresAt),
    }))
  const tokens = Object.fromEntries(tokenKinds.map((kind) => [kind, tokensOf(kind)]))
  return { channelId, name, type, keys, tokens: tokens as Record<TokenKind, ReturnType<typeof tokensOf>> }
}

/** The stand-in's clock. */
export function clockView(line: Line) {
  return { now: iso(line.now()), offsetSeconds: line.state.clockOffsetMs / 1000 }
}
