import Link from 'next/link'
import { useWords } from '#words'
import { SlotBar } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Name } from '@/components/ui/name'
import { Cell, NameAndId, Row } from '@/components/ui/table'
import { type ChannelRow as ChannelOfList, takesV21 } from '@/lib/channels/schema'
import { ChannelTags } from './channel-tags'
import { KeyState } from './key-state'
import { Missing } from './missing'

/** One channel in the list; its name leads to its tokens. */
export function ChannelRow({ channel }: { channel: ChannelOfList }) {
  const words = useWords('channels')
  return (
    <Row>
      <Cell card="title">
        <NameAndId
          name={
            <Link href={`/channels/${channel.id}/tokens`} data-tip={channel.name} className="hover:underline">
              <Name>{channel.name}</Name>
            </Link>
          }
          id={channel.lineChannelId}
        />
      </Cell>
      <Cell tone="quiet" low>
        {words(`types.${channel.type}`)}
      </Cell>
      <Cell tone="quiet">
        <span className="flex items-center gap-2">
          {words(`environments.${channel.environment}`)}
          <ChannelTags tags={channel.tags} />
        </span>
      </Cell>
      <Cell card="detail">
        {takesV21(channel.type) ? <SlotBar taken={channel.slotsTaken} /> : <Missing why={words('noV21')} />}
      </Cell>
      <Cell card="meta">
        {channel.nextExpiryAt ? <Time at={channel.nextExpiryAt} /> : <Missing why={words('list.noExpiry')} />}
      </Cell>
      <Cell card="status">
        {channel.signingKey === 'none' && !takesV21(channel.type) ? (
          <Missing why={words('noV21')} />
        ) : (
          <KeyState state={channel.signingKey} />
        )}
      </Cell>
      <Cell tone="quiet" low>
        <span data-tip={channel.owner}>{channel.owner}</span>
      </Cell>
    </Row>
  )
}
