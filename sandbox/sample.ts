import { systemActor } from '@/lib/access/actor'
import { closeDatabase } from '@/lib/db/client'
import { perform } from '@/lib/perform'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import type { TokenLife } from '@/lib/tokens/schema'
import { makeDrill } from './drill'
import { activateNewKey, registerMade } from './registered'
import type { Sandbox } from './start-sandbox'
import { makeTroubles } from './troubles'

const actor = systemActor('command line')

/** The three channels the stand-in has on its first day. */
const AT_LINE = ['渋谷カフェ公式', 'Chiang Mai Coffee', '新宿書房']

const TOKENS: [purpose: string, life: TokenLife][] = [
  ['Front desk bot', 'month'],
  ['Store locator', 'month'],
  ['Order notices', 'week'],
  ['Weekend coupons', 'day'],
  ['Coupon campaign, winter', 'week'],
]

/**
 * Makes the sandbox worth looking at, once: three channels at LINE, two of them registered here with a signing key and
 * tokens, the third left for whoever tries it, whose name it gives; one where a drill was held; and others with troubles. All of it goes through
 * `perform`, like everything else.
 */
export async function makeSample({ atLine, env }: Sandbox): Promise<string | undefined> {
  if ((await atLine.listChannels()).length > 0) return undefined
  const channels = []
  for (const name of AT_LINE) channels.push(await atLine.createChannel({ name, type: 'messaging_api' }))
  Object.assign(process.env, env)
  await openKeyring()
  try {
    for (const [index, channel] of channels.slice(0, 2).entries())
      await fill(atLine, channel, TOKENS.slice(index), index === 0 ? 'retail' : 'delivery')
    await makeDrill(atLine)
    await makeTroubles(atLine)
  } finally {
    await closeDatabase()
  }
  return channels.at(-1)?.name
}

type Made = Awaited<ReturnType<Sandbox['atLine']['createChannel']>>

async function fill(atLine: Sandbox['atLine'], made: Made, tokens: typeof TOKENS, tags: string): Promise<void> {
  const channel = await registerMade(made, { tags })
  const { channelId } = channel
  await activateNewKey(atLine, channel)
  const issued = []
  for (const [purpose, life] of tokens)
    issued.push((await perform(actor, issueToken, { channelId, life, purpose })).result)
  const last = issued.at(-1)
  if (last) await perform(actor, revokeToken, { channelId, tokenId: last.tokenId })
}
