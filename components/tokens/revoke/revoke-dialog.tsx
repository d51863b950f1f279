import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'
import type { RevokedView, SyncedView, TokenView } from '@/lib/tokens/schema'
import { SyncAnswer } from '../action-answers'
import { hasEnded, statusOf } from '../status'
import { StatusBadge } from '../status-badge'
import { TokenFacts } from '../token-facts'
import { Consequence } from './consequence'
import { RevokeDownload } from './revoke-download'
import { RevokeProof } from './revoke-proof'

type Props = {
  channel: { id: string; lineChannelId: string; secretProvenAt: Date | null }
  token: TokenView
  base: string
  /** True for the last token of the channel that is known to work. */
  last: boolean
  revoke: FormAction<RevokedView>
  sync: FormAction<SyncedView>
  submissions: { revoke: string; sync: string }
  may: { revoke: boolean; sync: boolean }
}

/** Revoking one token: what it is and what follows, then the way from the request to the proof. */
export function RevokeDialog({ channel, token, base, last, revoke, sync, submissions, may }: Props) {
  const words = useWords('tokens')
  const { now } = useFormat()
  const { id: channelId } = channel
  const status = statusOf(token, now)
  const open = !hasEnded(status) && token.kind !== 'stateless'
  const waits = open && token.state === 'revoking'
  const { list, verify } = token.proof ?? {}
  return (
    <PageDialog
      title={words('revoke.title')}
      description={<StatusBadge status={status} />}
      closeHref={base}
      returnTo={`${base}?token=${token.id}`}
    >
      <FocusOn change={`${token.state} ${list?.at ?? ''} ${verify?.at ?? ''}`}>
        <TokenFacts token={token} />
        {status === 'expired' && <p className="text-sm text-ink-2">{words('revoke.expiredText')}</p>}
        {(token.state === 'gone' || waits || token.proof?.requested) && token.state !== 'live' && (
          <>
            <RevokeProof token={token} />
            <div>
              <RevokeDownload channelId={channelId} tokenId={token.id} />
            </div>
          </>
        )}
        {open && !waits && <Consequence kind={token.kind} listed={token.keyId !== null} last={last} />}
        {!hasEnded(status) && !open && <Notice tone="plain">{words('stateless.revoke')}</Notice>}
      </FocusOn>
      {open && token.kind === 'v2.1' && channel.secretProvenAt === null ? (
        <NoSecret channelId={channelId} />
      ) : (
        open && (
          <div className="grid gap-4.5">
            <ActionForm
              action={revoke}
              submission={submissions.revoke}
              hidden={{ channelId, tokenId: token.id }}
              className="grid gap-4.5"
            >
              {last && (
                <AnsweredText
                  name="confirm"
                  label={words('revoke.confirm', { channelId: channel.lineChannelId })}
                  mono
                  inputMode="numeric"
                  autoComplete="off"
                  aria-required
                />
              )}
              <DialogFoot>
                <ButtonLink href={base} scroll={false}>
                  {words(waits ? 'revoke.done' : 'revoke.keep')}
                </ButtonLink>
                {may.revoke ? (
                  <SubmitButton variant={waits ? 'danger' : 'danger-solid'}>
                    {words(waits ? 'revoke.again' : 'revoke.button')}
                  </SubmitButton>
                ) : (
                  <Button disabledReason={words('denied.revoke')}>{words('revoke.button')}</Button>
                )}
              </DialogFoot>
            </ActionForm>
            {waits && may.sync && token.keyId && (
              <ActionForm action={sync} submission={submissions.sync} hidden={{ channelId }} className="grid gap-3">
                <SyncAnswer />
                <DialogFoot note={words('revoke.readList')}>
                  <SubmitButton icon="sync">{words('sync.again')}</SubmitButton>
                </DialogFoot>
              </ActionForm>
            )}
          </div>
        )
      )}
      {!open && (
        <DialogFoot>
          <ButtonLink href={`/channels/${channelId}/history?target=${token.id}`}>{words('revoke.history')}</ButtonLink>
          <ButtonLink variant="primary" href={base} scroll={false}>
            {words('revoke.done')}
          </ButtonLink>
        </DialogFoot>
      )}
    </PageDialog>
  )
}

/** LINE revokes a v2.1 token only for whoever knows the channel secret. */
function NoSecret({ channelId }: { channelId: string }) {
  const words = useWords('tokens')
  return (
    <Notice
      tone="amber"
      title={words('revoke.noSecretTitle')}
      actions={
        <ButtonLink size="sm" href={`/channels/${channelId}/settings`}>
          {words('issue.toSettings')}
        </ButtonLink>
      }
    >
      {words('revoke.noSecret')}
    </Notice>
  )
}
