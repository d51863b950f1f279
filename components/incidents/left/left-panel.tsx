import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import { Name } from '@/components/ui/name'
import { Panel } from '@/components/ui/panel'
import type { IncidentChannelView } from '@/lib/incidents/schema'
import { LeftItem } from './left-item'

/** With more channels than this, what is left in each is folded. */
const UNFOLDED = 3

/** What nobody can end, channel by channel, each with how long it lives at most. */
export function LeftPanel({ channels }: { channels: readonly IncidentChannelView[] }) {
  const words = useWords('incidents')
  const some = channels.filter(({ unkillable }) => unkillable.length > 0)
  if (some.length === 0) return null
  return (
    <Panel title={words('left.title')}>
      <p className="border-line border-b px-4 py-3 text-sm text-ink-2">{words('left.text')}</p>
      {some.map(({ channelId, name, unkillable }) => (
        <details
          key={channelId}
          open={some.length <= UNFOLDED || unkillable.some(({ what }) => what === 'keyId')}
          className="group border-line border-b last:border-b-0"
        >
          <summary className="flex min-h-11 items-center gap-2 px-4 text-sm hover:bg-hover">
            <span className="text-ink-3 group-open:rotate-90">
              <Icon name="right" className="size-3.5" />
            </span>
            <span className="min-w-0 truncate font-semibold">
              <Name>{name}</Name>
            </span>
            <span className="ml-auto flex-none text-ink-3">{words('left.more', { count: unkillable.length })}</span>
          </summary>
          <ul className="pb-1.5">
            {unkillable.map((item) => (
              <LeftItem key={`${item.what} ${item.keyId}`} item={item} channelId={channelId} />
            ))}
          </ul>
        </details>
      ))}
    </Panel>
  )
}
