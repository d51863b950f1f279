import type { MadeChannel, WantedChannel } from './hands'
import { setting } from './setting'

/** Has a channel made by the runner, which has the database and the key ring. */
export async function makeChannel(wanted: WantedChannel): Promise<MadeChannel> {
  const response = await fetch(setting.handsUrl, { method: 'POST', body: JSON.stringify(wanted) })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as MadeChannel
}
