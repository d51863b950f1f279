import Link from 'next/link'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import { Name } from '@/components/ui/name'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { OpeningChannel } from '@/lib/incidents/opening/schema'

/** So many are named before the rest is folded. */
const NAMED = 12

/** The channels an incident is to be about, each with how many tokens are held; those of another one first. */
export function ChosenChannels({ channels }: { channels: readonly OpeningChannel[] }) {
  const words = useWords('incidents')
  const taken = channels.filter(({ incidentId }) => incidentId !== null)
  const sorted = [...taken, ...channels.filter(({ incidentId }) => incidentId === null)]
  const more = sorted.slice(NAMED)
  return (
    <Panel title={words('new.chosen', { count: channels.length })}>
      {taken.length > 0 && (
        <div className="p-3">
          <Notice tone="amber">{words('new.takenNote', { count: taken.length })}</Notice>
        </div>
      )}
      <ul>{sorted.slice(0, NAMED).map(toRow)}</ul>
      {more.length > 0 && (
        <details className="group border-line border-t">
          <summary className="flex min-h-11 items-center gap-2 px-4 text-sm text-ink-2 hover:bg-hover group-open:border-line group-open:border-b">
            <span className="group-open:rotate-90">
              <Icon name="right" className="size-3.5" />
            </span>
            {words('new.andMore', { count: more.length })}
          </summary>
          <ul>{more.map(toRow)}</ul>
        </details>
      )}
    </Panel>
  )
}

const toRow = (channel: OpeningChannel) => <Chosen key={channel.id} channel={channel} />

function Chosen({ channel: { name, lineChannelId, tokens, incidentId } }: { channel: OpeningChannel }) {
  const words = useWords('incidents')
  return (
    <li className="flex min-h-11 items-center gap-3 border-line border-b px-4 py-1 last:border-b-0">
      <span className="min-w-0">
        <span className="block truncate text-base/[19px] font-medium" data-tip={name}>
          <Name>{name}</Name>
        </span>
        <span className="block font-mono text-xs text-ink-3">{lineChannelId}</span>
      </span>
      <span className="ml-auto flex-none text-right text-xs text-ink-2">
        {incidentId ? (
          <>
            <span className="block text-amber-ink">{words('new.taken')}</span>
            <Link href={`/incidents/${incidentId}`} className="text-accent-ink underline underline-offset-3">
              {words('new.goOn')}
            </Link>
          </>
        ) : (
          words('new.tokens', { count: tokens })
        )}
      </span>
    </li>
  )
}
