import { useWords } from '#words'
import { PageHead } from '@/components/shell/page-head'
import { Tag } from '@/components/ui/badge'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Name } from '@/components/ui/name'
import { Menu } from '@/components/ui/overlays/menu'
import type { ChannelView } from '@/lib/channels/schema'

type Props = {
  channel: ChannelView
  /** The incident it is in now. */
  incident: { id: string } | null
  mayOpen: boolean
}

/** Which channel this is: name, environment, LINE's channel ID, tags, when LINE was last asked, and the way into an incident. */
export function ChannelHead({ channel, incident, mayOpen }: Props) {
  const words = useWords('channels')
  const { syncedAt } = channel
  const open = { label: words('incident.openFor'), icon: 'warning', danger: true } as const
  const denied = mayOpen ? channel.archivedAt && words('incident.archived') : words('incident.denied')
  return (
    <PageHead
      crumbs={[{ label: words('title'), href: '/channels' }, { label: words(`environments.${channel.environment}`) }]}
      title={<Name>{channel.name}</Name>}
      menu={
        <Menu
          items={[
            incident
              ? { label: words('freeze.toIncident'), icon: 'warning', href: `/incidents/${incident.id}` }
              : denied
                ? { ...open, disabledReason: denied }
                : { ...open, href: `/incidents/new?channel=${channel.id}` },
          ]}
          name={channel.name}
        />
      }
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
