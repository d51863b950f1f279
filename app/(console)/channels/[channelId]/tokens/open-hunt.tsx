import { HuntDialog } from '@/components/tokens/hunt/hunt-dialog'
import type { ChannelView } from '@/lib/channels/schema'
import type { SightingView } from '@/lib/tokens/schema'
import { huntTokenAction } from './actions'

type Props = {
  asked: string | undefined
  channel: ChannelView
  keyIds: readonly SightingView[]
  base: string
  may: boolean
  submission: string
}

/** The dialog that hunts a key ID, when the address asks for it: `?hunt=KEY_ID`. */
export function OpenHunt({ asked, keyIds, ...rest }: Props) {
  if (asked === undefined) return null
  const keyId = keyIds.find((one) => one.keyId === asked) ?? null
  return <HuntDialog key={asked} keyId={keyId} action={huntTokenAction} {...rest} />
}
