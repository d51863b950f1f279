import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import type { IconName } from '@/components/ui/icon'
import type { FormAction } from '@/lib/action-answer'
import type { SyncedView } from '@/lib/tokens/schema'
import { SyncAnswer } from './action-answers'

type Props = {
  channelId: string
  base: string
  syncedAt: Date | null
  sync: FormAction<SyncedView>
  submission: string
  may: { sync: boolean; issue: boolean; import: boolean }
  /** Why nothing is issued for the channel now, whoever asks. */
  frozen: string | undefined
  /** Whether LINE has a list of key IDs for channels of this type. */
  listed: boolean
}

/** What can be done with a channel's tokens as a whole, and when LINE's list was last read. */
export function TokenBar({ channelId, base, syncedAt, sync, submission, may, frozen, listed }: Props) {
  const words = useWords('tokens')
  const noSync = !may.sync ? words('denied.sync') : listed ? undefined : words('sync.unlisted')
  return (
    <ActionForm
      action={sync}
      submission={submission}
      hidden={{ channelId }}
      className="grid items-center gap-x-2 gap-y-3 md:grid-cols-[1fr_auto] md:[&>[role=alert]]:order-1 md:[&>[role=alert]]:col-span-2"
    >
      <p className="text-sm text-ink-3">
        {!listed
          ? words('sync.unlisted')
          : syncedAt
            ? words.rich('list.lastRead', { time: () => <Time at={syncedAt} /> })
            : words('list.neverRead')}
      </p>
      <div className="flex gap-2 max-md:grid max-md:grid-cols-2 max-md:[&>:last-child]:order-first max-md:[&>:last-child]:col-span-2">
        <Way href={`${base}?import`} icon="download" denied={may.import ? undefined : words('denied.import')}>
          {words('takeIn')}
        </Way>
        {noSync === undefined ? (
          <SubmitButton variant="secondary" icon="sync">
            {words('sync.button')}
          </SubmitButton>
        ) : (
          <Button icon="sync" disabledReason={noSync}>
            {words('sync.button')}
          </Button>
        )}
        <Way primary href={`${base}?issue`} icon="plus" denied={may.issue ? frozen : words('denied.issue')}>
          {words('issue.button')}
        </Way>
      </div>
      <div className="empty:hidden md:col-span-2">
        <SyncAnswer />
      </div>
    </ActionForm>
  )
}

type WayProps = { href: string; icon: IconName; primary?: boolean; denied: string | undefined; children: string }

/** The way to a dialog; who may not go it is told why. */
function Way({ href, icon, primary, denied, children }: WayProps) {
  const look = { variant: primary ? 'primary' : 'secondary', icon } as const
  if (denied !== undefined)
    return (
      <Button {...look} disabledReason={denied}>
        {children}
      </Button>
    )
  return (
    <ButtonLink {...look} href={href} scroll={false}>
      {children}
    </ButtonLink>
  )
}
