import { useWords } from '#words'
import { PageHead } from '@/components/shell/page-head'
import { Tag } from '@/components/ui/badge'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Name } from '@/components/ui/name'
import type { ChannelView } from '@/lib/channels/schema'

/** Which channel this is: name, environment, LINE's channel ID, tags, and when LINE was last asked. */
export function ChannelHead({ channel }: { channel: ChannelView }) {
  const words = useWords('channels')
  const { syncedAt } = channel
  return (
    <PageHead
      crumbs={[{ label: words('title'), href: '/channels' }, { label: words(`environments.${channel.environment}`) }]}
      title={<Name>{channel.name}</Name>}
      sub={
        <>
          <Id value={channel.lineChannelId} thing={words('channelId')} full />
          {channel.tags.length > 0 && (
            <span className="flex flex-wrap gap-1.5">
              {channel.tags.map((tag) => (
                <Tag key={tag}>{tag}</Tag>
              ))}
            </span>
          )}
          <span>{syncedAt ? words.rich('synced', { time: () => <Time at={syncedAt} /> }) : words('notSynced')}</span>
        </>
      }
    />
  )
}
