import 'server-only'
import { env } from '@/lib/env'
import { carefully } from './care/carefully'
import { pace } from './care/pace'
import { ChannelAccessTokenClient } from './client'

/**
 * The client for LINE as the environment names it: api.line.me, or the stand-in in the sandbox. It tries again where that
 * can do no harm, and throws a Refusal, with nothing sent, while LINE wants a pause or does not answer.
 */
export function lineClient(): ChannelAccessTokenClient {
  return new ChannelAccessTokenClient({ baseURL: env().KAGIBAN_LINE_URL, send: carefully(pace) })
}
