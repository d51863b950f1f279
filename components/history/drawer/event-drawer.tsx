import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { Icon } from '@/components/ui/icon'
import type { EventView } from '@/lib/history/schema'
import { useActionWord } from '../action-name'
import { EventColumn } from '../event/event-body'
import { DrawerFrame } from './drawer-frame'

type Props = {
  event: EventView
  channelName: string | undefined
  /** The event's own page. */
  address: string
  closeHref: string
  /** The events beside it in the list, null where the page of the list ends. */
  newerHref: string | null
  olderHref: string | null
}

/** One event beside the list, which stays where it is and can be walked through with `j` and `k`. */
export function EventDrawer({ event, channelName, address, closeHref, newerHref, olderHref }: Props) {
  const words = useWords('history')
  const common = useWords('common')
  const actionWord = useActionWord()
  const way = (href: string | null, icon: 'up' | 'down', key: string, label: string) =>
    href === null ? (
      <span className="grid size-8 place-items-center text-control">
        <Icon name={icon} />
      </span>
    ) : (
      <ButtonLink
        href={href}
        scroll={false}
        variant="quiet"
        size="icon"
        icon={icon}
        aria-label={label}
        data-tip={`${label} (${key})`}
        data-key={key}
      />
    )
  return (
    <DrawerFrame seq={event.seq} labelledBy="drawer-title" closeHref={closeHref}>
      <header className="sticky top-0 z-1 flex min-h-13 items-center gap-1 border-line-strong border-b bg-surface px-4 py-2">
        <h2 id="drawer-title" className="min-w-0 flex-1 text-md font-semibold wrap-anywhere">
          {actionWord(event.name)} <span className="font-normal text-ink-3">#{event.seq}</span>
        </h2>
        {way(newerHref, 'up', 'k', words('drawer.newer'))}
        {way(olderHref, 'down', 'j', words('drawer.older'))}
        <CopyButton text={address} thing={words('event.link')} />
        <ButtonLink
          href={`/history/${event.seq}`}
          variant="quiet"
          size="icon"
          icon="leave"
          aria-label={words('drawer.page')}
          data-tip={words('drawer.page')}
        />
        <ButtonLink
          href={closeHref}
          scroll={false}
          variant="quiet"
          size="icon"
          icon="close"
          aria-label={common('close')}
          data-tip={common('close')}
        />
      </header>
      <EventColumn event={event} channelName={channelName} />
    </DrawerFrame>
  )
}
