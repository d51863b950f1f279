import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Cell, Row } from '@/components/ui/table'
import type { EventRow, HistoryFilter } from '@/lib/history/schema'
import { useActionWord, useActorWord } from './action-name'
import { historyHref } from './filter/address'
import { OutcomeBadge } from './outcome-badge'
import { TargetLabel } from './target-label'

type Props = {
  event: EventRow
  base: string
  filter: HistoryFilter
  channelNames?: ReadonlyMap<string, string> | undefined
  /** It stands open beside the list. */
  open: boolean
}

const link = 'underline-offset-3 hover:underline'

/** One event: its action opens it, its actor and its channel narrow the list to theirs. */
export function EventLine({ event, base, filter, channelNames, open }: Props) {
  const words = useWords('history')
  const format = useFormat()
  const actionWord = useActionWord()
  const actor = useActorWord()(event)
  const { seq, at, name, actorId, target, channelId } = event
  const { before, after } = filter
  const channel = channelId ? channelNames?.get(channelId) : undefined
  return (
    <Row selected={open}>
      <Cell card="meta" tone="quiet">
        <time dateTime={at.toISOString()} data-tip={format.instant(at)}>
          {format.clock(at)}
        </time>
      </Cell>
      <Cell tone="plain">
        {actorId ? (
          <Link
            href={historyHref(base, filter, { actor: actorId })}
            data-tip={words('filter.only', { name: actor })}
            className={link}
          >
            {actor}
          </Link>
        ) : (
          actor
        )}
      </Cell>
      <Cell card="title">
        <Link
          href={historyHref(base, filter, { before, after, event: seq })}
          scroll={false}
          prefetch={false}
          data-event={seq}
          data-tip={name}
          aria-current={open || undefined}
          className={`font-medium ${link}`}
        >
          {actionWord(name)}
        </Link>
      </Cell>
      <Cell card="detail" tone="quiet">
        {target ? (
          <span data-tip={target.label}>
            <TargetLabel>{target.label}</TargetLabel>
          </span>
        ) : (
          words('none')
        )}
        <span className="text-ink-3 md:hidden"> · {actor}</span>
      </Cell>
      <Cell card="status">
        <OutcomeBadge event={event} />
      </Cell>
      {channelNames && (
        <Cell tone="quiet" low>
          {channelId && channel ? (
            <Link
              href={historyHref(base, filter, { channel: channelId })}
              data-tip={words('filter.only', { name: channel })}
              className={link}
            >
              {channel}
            </Link>
          ) : (
            words('none')
          )}
        </Cell>
      )}
    </Row>
  )
}
