import Link from 'next/link'
import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Name } from '@/components/ui/name'
import type { Permission } from '@/lib/access/permissions'
import type { AttentionRow as Row } from '@/lib/tokens/attention/schema'
import { lookOf } from './attention-look'
import { useAttentionSentence } from './attention-sentence'
import { targetOf } from './attention-target'

const OF_HISTORY: ReadonlySet<Row['kind']> = new Set(['historyBroken', 'historyUndelivered'])

/** One thing that needs attention: what, where, since when, whose it is, and the button that leads to what mends it. */
export function AttentionRow({ row, may }: { row: Row; may: (permission: Permission) => boolean }) {
  const words = useWords('overview')
  const { kind, channelId, owner, at } = row
  const channelName = row.channelName ?? words(OF_HISTORY.has(kind) ? 'attention.wholeHistory' : 'attention.noChannel')
  const { href, needs } = targetOf(row)
  const act = words(`attention.acts.${kind}`)
  const described = { 'aria-label': words('attention.actOn', { act, channel: channelName }) }
  return (
    <li className="grid min-h-11.5 items-center gap-x-4 border-line border-b px-4 py-1 last:border-b-0 hover:bg-hover max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-y-1.5 max-md:py-3 md:grid-cols-[168px_minmax(0,1fr)_96px_96px_152px] md:pr-3">
      <div>
        <Badge {...lookOf(row)} meaning={words(`attention.meanings.${kind}`)}>
          {words(`attention.kinds.${kind}`)}
        </Badge>
      </div>
      <div className="min-w-0 max-md:col-span-2 max-md:row-start-2">
        {channelId === null ? (
          <span className="block truncate font-medium">{channelName}</span>
        ) : (
          <Link
            href={`/channels/${channelId}/tokens`}
            className="block truncate font-medium underline-offset-3 hover:underline"
            data-tip={channelName}
          >
            <Name>{channelName}</Name>
          </Link>
        )}
        <p className="text-sm text-ink-3 wrap-anywhere">{useAttentionSentence(row)}</p>
      </div>
      <span className="text-xs text-ink-3 max-md:col-start-2 max-md:row-start-1 max-md:text-right">
        {at && <Time at={at} />}
      </span>
      <span className="truncate text-xs text-ink-2 max-md:hidden" data-tip={owner ?? undefined}>
        {owner}
      </span>
      <div className="max-md:col-span-2 max-md:justify-self-start md:justify-self-end">
        {may(needs) ? (
          <ButtonLink size="sm" href={href} {...described}>
            {act}
          </ButtonLink>
        ) : (
          <Button
            size="sm"
            disabledReason={words(needs === 'token.issue' ? 'denied.operator' : 'denied.operatorOrAdmin')}
            {...described}
          >
            {act}
          </Button>
        )}
      </div>
    </li>
  )
}
