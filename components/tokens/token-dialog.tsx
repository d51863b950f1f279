import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'
import type { TokenView, VerdictView } from '@/lib/tokens/schema'
import { VerifyAnswer } from './action-answers'
import { KIND_WORDS } from './kind'
import { MissingToken, wentMissing } from './missing-token'
import { RevokeDownload } from './revoke/revoke-download'
import { RevokeProof } from './revoke/revoke-proof'
import { hasEnded, statusOf } from './status'
import { StatusBadge } from './status-badge'
import { TokenFacts } from './token-facts'

type Props = {
  channel: { id: string }
  token: TokenView
  base: string
  verify: FormAction<VerdictView>
  submission: string
  may: { verify: boolean; revoke: boolean }
}

/** One token: what is known of it, what LINE says of it, and the way to its revoke. */
export function TokenDialog({ channel, token, base, verify, submission, may }: Props) {
  const words = useWords('tokens')
  const { now } = useFormat()
  const status = statusOf(token, now)
  const stateless = token.kind === 'stateless'
  const history = (
    <ButtonLink
      variant="quiet"
      icon="clock"
      href={`/channels/${channel.id}/history?target=${token.id}`}
      className="mr-auto"
    >
      {words('open.history')}
    </ButtonLink>
  )
  return (
    <PageDialog
      title={token.purpose}
      description={<StatusBadge status={status} />}
      closeHref={base}
      returnTo={`${base}?token=${token.id}`}
    >
      <TokenFacts token={token} titled />
      {wentMissing(token) && <MissingToken token={token} />}
      {token.state !== 'live' && token.proof && <RevokeProof token={token} />}
      {hasEnded(status) || stateless ? (
        <>
          {hasEnded(status) ? (
            <p className="text-sm text-ink-2">{words('open.ended')}</p>
          ) : (
            <Notice tone="plain">
              <p>{words('stateless.verify')}</p>
              <p className="mt-1">{words('stateless.revoke')}</p>
            </Notice>
          )}
          <DialogFoot>
            {history}
            {token.state !== 'live' && token.proof && <RevokeDownload channelId={channel.id} tokenId={token.id} />}
          </DialogFoot>
        </>
      ) : (
        <ActionForm
          action={verify}
          submission={submission}
          hidden={{ channelId: channel.id, tokenId: token.id }}
          className="grid gap-4.5"
        >
          <p className="text-sm text-ink-2">{words('open.text')}</p>
          <VerifyAnswer kind={words(KIND_WORDS[token.kind])} />
          <DialogFoot>
            {history}
            {token.state !== 'live' && token.proof && <RevokeDownload channelId={channel.id} tokenId={token.id} />}
            {may.revoke ? (
              <ButtonLink variant="danger" href={`${base}?revoke=${token.id}`} scroll={false}>
                {words(token.state === 'revoking' ? 'list.checkAgain' : 'revoke.button')}
              </ButtonLink>
            ) : (
              <Button disabledReason={words('denied.revoke')}>{words('revoke.button')}</Button>
            )}
            {may.verify ? (
              <SubmitButton icon="shield">{words('verify.button')}</SubmitButton>
            ) : (
              <Button icon="shield" disabledReason={words('denied.verify')}>
                {words('verify.button')}
              </Button>
            )}
          </DialogFoot>
        </ActionForm>
      )}
    </PageDialog>
  )
}
