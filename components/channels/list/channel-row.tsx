import Link from 'next/link'
import { useWords } from '#words'
import { Checkbox } from '@/components/ui/controls/checkbox'
import { SlotBar } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Name } from '@/components/ui/name'
import { Cell, NameAndId, Row } from '@/components/ui/table'
import { type ChannelRow as ChannelOfList, takesV21 } from '@/lib/channels/schema'
import { Missing } from '../missing'
import { ChannelTags } from './channel-tags'
import { StateBadge } from './state-badge'

/** One channel in the list; its name leads to its tokens. */
export function ChannelRow({ channel }: { channel: ChannelOfList }) {
  const words = useWords('channels')
  const hasSlots = takesV21(channel.type)
  return (
    <Row ended={channel.archivedAt !== null}>
      <Cell card="title">
        <span className="flex items-center gap-3">
          <Checkbox name="channel" value={channel.id} label={words('list.select', { name: channel.name })} />
          <span className="min-w-0">
            <NameAndId
              name={
                <Link href={`/channels/${channel.id}/tokens`} data-tip={channel.name} className="hover:underline">
                  <Name>{channel.name}</Name>
                </Link>
              }
              id={channel.lineChannelId}
            />
          </span>
        </span>
      </Cell>
      <Cell card="status">
        <StateBadge state={channel.state} />
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
      <Cell card="detail">{hasSlots ? <SlotBar taken={channel.slotsTaken} /> : <Missing why={words('noV21')} />}</Cell>
      <NextExpiry channel={channel} />
      <Cell tone="quiet" low>
        {channel.signingKey === 'none' && !hasSlots ? (
          <Missing why={words('noV21')} />
        ) : (
          words(`keyStates.${channel.signingKey}`)
        )}
      </Cell>
      <Cell tone="quiet" low>
        <span data-tip={channel.owner}>{channel.owner}</span>
      </Cell>
    </Row>
  )
}

function NextExpiry({ channel: { nextExpiryAt, expiredAt, soon } }: { channel: ChannelOfList }) {
  const words = useWords('channels')
  if (nextExpiryAt)
    return (
      <Cell card="meta" tone={soon ? 'amber' : 'plain'}>
        <Time at={nextExpiryAt} />
      </Cell>
    )
  return (
    <Cell card="meta" tone={expiredAt ? 'red' : 'plain'}>
      {expiredAt ? <Time at={expiredAt} /> : <Missing why={words('list.noExpiry')} />}
    </Cell>
  )
}
