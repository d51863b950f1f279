import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'
import type { RevokedView, SyncedView, TokenView } from '@/lib/tokens/schema'
import { SyncAnswer } from '../action-answers'
import { statusOf } from '../status'
import { StatusBadge } from '../status-badge'
import { TokenFacts } from '../token-facts'
import { RevokeProof } from './revoke-proof'

type Props = {
  channelId: string
  token: TokenView
  base: string
  revoke: FormAction<RevokedView>
  sync: FormAction<SyncedView>
  submissions: { revoke: string; sync: string }
  may: { revoke: boolean; sync: boolean }
}

/** Two forms with their buttons in one row; what they answer stands above it. */
const inRow =
  'contents [&>[role=alert]]:-order-1 [&>[role=alert]]:basis-full [&>[role=status]]:-order-1 [&>[role=status]]:basis-full'

/** Revoking one token: what it is and what follows, then the way from the request to the proof. */
export function RevokeDialog({ channelId, token, base, revoke, sync, submissions, may }: Props) {
  const words = useWords('tokens')
  const { now } = useFormat()
  const status = statusOf(token, now)
  const open = status !== 'gone' && status !== 'expired'
  const waits = open && token.state === 'revoking'
  return (
    <PageDialog
      title={words('revoke.title')}
      description={<StatusBadge status={status} />}
      closeHref={base}
      returnTo={`${base}?token=${token.id}`}
    >
      <FocusOn change={`${token.state} ${token.proof?.list?.at ?? ''}`}>
        <TokenFacts token={token} />
        {status === 'expired' && <p className="text-sm text-ink-2">{words('revoke.expiredText')}</p>}
        {(token.state === 'gone' || waits) && <RevokeProof token={token} />}
        {open && !waits && (
          <Notice tone="red" icon="warning">
            <p className="font-semibold">{words('revoke.consequence')}</p>
            <p className="mt-1">{words('revoke.how')}</p>
          </Notice>
        )}
      </FocusOn>
      {open && (
        <div className="flex flex-wrap items-center justify-end gap-2">
          {waits ? null : (
            <ButtonLink href={base} scroll={false}>
              {words('revoke.keep')}
            </ButtonLink>
          )}
          <ActionForm
            action={revoke}
            submission={submissions.revoke}
            hidden={{ channelId, tokenId: token.id }}
            className={inRow}
          >
            {may.revoke ? (
              <SubmitButton variant={waits ? 'danger' : 'danger-solid'}>
                {words(waits ? 'revoke.again' : 'revoke.button')}
              </SubmitButton>
            ) : (
              <Button disabledReason={words('denied.revoke')}>{words('revoke.button')}</Button>
            )}
          </ActionForm>
          {waits && may.sync && (
            <ActionForm action={sync} submission={submissions.sync} hidden={{ channelId }} className={inRow}>
              <SyncAnswer />
              <SubmitButton icon="sync">{words('sync.again')}</SubmitButton>
            </ActionForm>
          )}
        </div>
      )}
      {!open && (
        <DialogFoot>
          <ButtonLink href={`/channels/${channelId}/history?action=token.revoke`}>{words('revoke.history')}</ButtonLink>
          <ButtonLink variant="primary" href={base} scroll={false}>
            {words('revoke.done')}
          </ButtonLink>
        </DialogFoot>
      )}
    </PageDialog>
  )
}
