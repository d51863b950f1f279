import type { Channel, Line } from '../state'
import { type Answer, required, rule } from './answers'

/** What an endpoint answers when the channel, or its secret, is not right. */
export type SecretAnswers = { unknownChannel: Answer; wrongSecret: Answer }

/** Finds the channel that `client_id` names and checks that `client_secret` is its present secret. */
export function checkClientSecret(line: Line, form: URLSearchParams, answers: SecretAnswers): Channel {
  const channelId = required(form, 'client_id')
  const secret = required(form, 'client_secret')
  const channel = line.state.channels.get(channelId)
  rule(channel !== undefined, answers.unknownChannel)
  rule(channel.channelSecret === secret, answers.wrongSecret)
  return channel
}
