import { randomUUID } from 'node:crypto'
import { useWords } from '#words'
import { IssueSheet } from '@/components/tokens/issue/issue-sheet'
import { RevokeDialog } from '@/components/tokens/revoke/revoke-dialog'
import { TokenDialog } from '@/components/tokens/token-dialog'
import { ButtonLink } from '@/components/ui/controls/button'
import { Notice } from '@/components/ui/notice'
import { PageDialog } from '@/components/ui/overlays/page-dialog'
import type { ChannelView } from '@/lib/channels/schema'
import { SLOTS, TOKEN_LIVES, type TokenView } from '@/lib/tokens/schema'
import { issueTokenAction, revokeTokenAction, syncChannelAction, verifyTokenAction } from './actions'

type Props = {
  open: 'token' | 'revoke' | 'issue'
  /** False when the address asks for nothing. */
  asked: boolean
  channel: ChannelView
  token: TokenView | undefined
  base: string
  may: { issue: boolean; verify: boolean; revoke: boolean; sync: boolean }
  block: 'type' | 'key' | 'full' | null
}

/** The dialog the address asks for, if any. */
export function OpenDialog({ open, asked, channel, token, base, may, block }: Props) {
  const words = useWords('tokens')
  if (!asked) return null
  if (open === 'issue')
    return (
      <IssueSheet
        channelId={channel.id}
        action={issueTokenAction}
        submission={randomUUID()}
        closeHref={base}
        offer={{ slots: SLOTS, lives: TOKEN_LIVES }}
        title={words('issue.title')}
        issuedTitle={words('issue.issued')}
        description={`${channel.name} · ${channel.lineChannelId} · ${words('issue.free', {
          free: Math.max(0, SLOTS - channel.slotsTaken),
          slots: SLOTS,
        })}`}
        blocked={!may.issue || block ? <Blocked {...{ channel, may, block }} /> : undefined}
      />
    )
  if (!token)
    return (
      <PageDialog title={words('open.notFoundTitle')} closeHref={base}>
        <p className="text-ink-2">{words('open.notFound')}</p>
      </PageDialog>
    )
  const shared = { channelId: channel.id, token, base, may }
  if (open === 'token')
    return <TokenDialog key={token.id} {...shared} verify={verifyTokenAction} submission={randomUUID()} />
  return (
    <RevokeDialog
      key={token.id}
      {...shared}
      revoke={revokeTokenAction}
      sync={syncChannelAction}
      submissions={{ revoke: randomUUID(), sync: randomUUID() }}
    />
  )
}

/** Why the form is not there, and the way to mend it. */
function Blocked({ channel, may, block }: Pick<Props, 'channel' | 'may' | 'block'>) {
  const words = useWords('tokens')
  if (!may.issue || !block) return <Notice tone="amber">{words('denied.issue')}</Notice>
  return (
    <Notice
      tone="amber"
      actions={
        block === 'key' && (
          <ButtonLink size="sm" href={`/channels/${channel.id}/keys`}>
            {words('issue.toKeys')}
          </ButtonLink>
        )
      }
    >
      {words(`issue.blocked.${block}`, { slots: SLOTS })}
    </Notice>
  )
}
