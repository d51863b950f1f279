import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { endToken, issueToken, liveTokens, longLivedSeconds } from '../api/tokens'
import type { Channel, Line } from '../state'
import { clockInput, createChannelInput, faultInput, latencyInput, longLivedInput, readInput } from './inputs'
import { checkPublicJwk } from './public-key'
import { ConsoleRefusal } from './refusal'

/** Finds a channel or refuses with 404. */
export function getChannel(line: Line, channelId: string): Channel {
  const channel = line.state.channels.get(channelId)
  if (!channel) throw new ConsoleRefusal(404, 'There is no such channel.')
  return channel
}

/** Creates a channel; ID and secret are made up unless given. */
export async function createChannel(line: Line, input: unknown): Promise<Channel> {
  const given = readInput(createChannelInput, input)
  const channelId = given.channelId ?? freeChannelId(line)
  if (line.state.channels.has(channelId)) throw new ConsoleRefusal(409, 'There is a channel with this ID already.')
  const name = given.name ?? `Channel ${channelId}`
  const channel = { channelId, name, type: given.type, channelSecret: given.channelSecret ?? newSecret(), keys: [] }
  line.state.channels.set(channelId, channel)
  await line.save()
  return channel
}

/** Registers a public key and gives its kid. Not documented by LINE: how many keys a channel may have; here any number. */
export async function registerKey(line: Line, channelId: string, jwk: unknown): Promise<string> {
  const channel = getChannel(line, channelId)
  const kid = randomUUID()
  channel.keys.push({ kid, publicJwk: checkPublicJwk(jwk), registeredAt: line.now() })
  await line.save()
  return kid
}

/** Deletes a public key. Not documented by LINE: what becomes of the tokens issued with it; here they live on. */
export async function deleteKey(line: Line, channelId: string, kid: string): Promise<void> {
  const channel = getChannel(line, channelId)
  const index = channel.keys.findIndex((key) => key.kid === kid)
  if (index < 0) throw new ConsoleRefusal(404, 'There is no such key in this channel.')
  channel.keys.splice(index, 1)
  await line.save()
}

/** Makes a new secret; the old one fails at once. Not documented by LINE: what becomes of tokens; here they live on. */
export async function reissueSecret(line: Line, channelId: string): Promise<string> {
  const channel = getChannel(line, channelId)
  channel.channelSecret = newSecret()
  await line.save()
  return channel.channelSecret
}

/** Issues the long-lived token; the one before ends at once or after 0 to 24 hours. */
export async function issueLongLived(line: Line, channelId: string, input: unknown): Promise<string> {
  const { graceHours } = readInput(longLivedInput, input)
  const channel = getChannel(line, channelId)
  const allowed = channel.type === 'messaging_api'
  if (!allowed) throw new ConsoleRefusal(400, 'Only a Messaging API channel can have a long-lived token.')
  const graceEnd = line.now() + graceHours * 3_600_000
  for (const token of liveTokens(line, channelId, 'long-lived')) {
    token.expiresAt = Math.min(token.expiresAt, graceEnd)
    if (graceHours === 0) endToken(line, token)
  }
  const { text } = issueToken(line, channelId, 'long-lived', longLivedSeconds)
  await line.save()
  return text
}

/** Moves the clock forward, or back by a negative number. Tokens that had expired meanwhile may be gone for good. */
export async function advanceClock(line: Line, input: unknown): Promise<void> {
  line.state.clockOffsetMs += readInput(clockInput, input).advanceSeconds * 1000
  await line.save()
}

/** Lets every answer of the API take at least this long from now on. */
export function setLatency(line: Line, input: unknown): number {
  line.latencyMs = readInput(latencyInput, input).ms
  return line.latencyMs
}

/** Puts a fault behind those that wait already. */
export function addFault(line: Line, input: unknown): void {
  line.faults.push(readInput(faultInput, input))
}

function freeChannelId(line: Line): string {
  const channelId = String(randomInt(2_000_000_000, 2_010_000_000))
  return line.state.channels.has(channelId) ? freeChannelId(line) : channelId
}

function newSecret(): string {
  return randomBytes(16).toString('hex')
}
