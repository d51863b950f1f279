import { useWords } from '#words'
import { Tabs } from '@/components/ui/tabs'

/** The pages of one channel, with how many tokens are live at LINE and how many signing keys it has. */
export function ChannelTabs({
  channelId,
  tokens,
  signingKeys,
}: {
  channelId: string
  tokens: number
  signingKeys: number
}) {
  const words = useWords('channels')
  const at = `/channels/${channelId}`
  return (
    <Tabs
      label={words('tabs.label')}
      tabs={[
        { href: `${at}/tokens`, label: words('tabs.tokens'), count: tokens },
        { href: `${at}/keys`, label: words('tabs.keys'), count: signingKeys },
        { href: `${at}/history`, label: words('tabs.history') },
        { href: `${at}/settings`, label: words('tabs.settings') },
      ]}
    />
  )
}
