import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import type { FormAction } from '@/lib/action-answer'
import { SLOTS, type SyncedView } from '@/lib/tokens/schema'
import { SyncAnswer } from './action-answers'

type Props = {
  channelId: string
  base: string
  syncedAt: Date | null
  sync: FormAction<SyncedView>
  submission: string
  may: { sync: boolean; issue: boolean }
  block: 'type' | 'key' | 'full' | null
}

/** What can be done with a channel's tokens as a whole, and when LINE's list was last read. */
export function TokenBar({ channelId, base, syncedAt, sync, submission, may, block }: Props) {
  const words = useWords('tokens')
  return (
    <div className="grid gap-3">
      <ActionForm
        action={sync}
        submission={submission}
        hidden={{ channelId }}
        className="grid items-center gap-x-2 gap-y-3 md:grid-cols-[1fr_auto] md:[&>[role=alert]]:order-1 md:[&>[role=alert]]:col-span-2"
      >
        <p className="text-sm text-ink-3">
          {syncedAt ? words.rich('list.lastRead', { time: () => <Time at={syncedAt} /> }) : words('list.neverRead')}
        </p>
        <div className="flex gap-2 max-md:grid max-md:grid-cols-2">
          {may.sync ? (
            <SubmitButton variant="secondary" icon="sync">
              {words('sync.button')}
            </SubmitButton>
          ) : (
            <Button icon="sync" disabledReason={words('denied.sync')}>
              {words('sync.button')}
            </Button>
          )}
          <IssueButton base={base} may={may.issue} block={block} />
        </div>
        <div className="empty:hidden md:col-span-2">
          <SyncAnswer />
        </div>
      </ActionForm>
      {may.issue && block && <IssueBlocked channelId={channelId} block={block} />}
    </div>
  )
}

function IssueButton({ base, may, block }: { base: string; may: boolean; block: Props['block'] }) {
  const words = useWords('tokens')
  const why = !may ? words('denied.issue') : block ? words(`issue.blocked.${block}`, { slots: SLOTS }) : undefined
  if (why !== undefined)
    return (
      <Button variant="primary" icon="plus" disabledReason={why}>
        {words('issue.button')}
      </Button>
    )
  return (
    <ButtonLink variant="primary" icon="plus" href={`${base}?issue`} scroll={false}>
      {words('issue.button')}
    </ButtonLink>
  )
}

/** Why nothing can be issued now, and the way to mend it. */
function IssueBlocked({ channelId, block }: { channelId: string; block: NonNullable<Props['block']> }) {
  const words = useWords('tokens')
  return (
    <p className="text-sm text-ink-2 md:text-right">
      {words(`issue.blocked.${block}`, { slots: SLOTS })}{' '}
      {block === 'key' && (
        <a href={`/channels/${channelId}/keys`} className="text-accent-ink underline underline-offset-3">
          {words('issue.toKeys')}
        </a>
      )}
    </p>
  )
}
