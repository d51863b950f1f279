import 'server-only'
import { env } from '@/lib/env'
import { ChannelAccessTokenClient } from './client'

/** The client for LINE as the environment names it: api.line.me, or the stand-in in the sandbox. */
export function lineClient(): ChannelAccessTokenClient {
  return new ChannelAccessTokenClient({ baseURL: env().KAGIBAN_LINE_URL })
}
