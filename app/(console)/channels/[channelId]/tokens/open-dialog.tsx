import { randomUUID } from 'node:crypto'
import { useWords } from '#words'
import { Resumed } from '@/components/operations/resumed'
import type { Followed } from '@/components/operations/under-way'
import { IssueSheet } from '@/components/tokens/issue/issue-sheet'
import { SlotList } from '@/components/tokens/issue/slot-list'
import { useOffer } from '@/components/tokens/issue/use-offer'
import { RevokeDialog } from '@/components/tokens/revoke/revoke-dialog'
import { isLastLive } from '@/components/tokens/status'
import { TokenDialog } from '@/components/tokens/token-dialog'
import { Notice } from '@/components/ui/notice'
import { PageDialog } from '@/components/ui/overlays/page-dialog'
import type { ChannelView } from '@/lib/channels/schema'
import { type KeyIdView, type ShortLivedView, SLOTS, type TokenView } from '@/lib/tokens/schema'
import { issueTokenAction, revokeTokenAction, syncChannelAction, verifyTokenAction } from './actions'

/** What the address asks to be opened, with what is needed for it. */
export type Opened =
  | { dialog: 'issue'; shortLived: ShortLivedView; resumed: Followed | null }
  | { dialog: 'token' | 'revoke'; token: TokenView | null }

type Props = {
  open: Opened | null
  channel: ChannelView
  live: readonly TokenView[]
  keyIds: readonly KeyIdView[]
  base: string
  may: { issue: boolean; verify: boolean; revoke: boolean; sync: boolean }
  /** Why nothing is issued for the channel now, whoever asks. */
  frozen: string | undefined
}

/** The dialog the address asks for, if any. */
export function OpenDialog({ open, channel, live, keyIds, base, may, frozen }: Props) {
  const words = useWords('tokens')
  if (!open) return null
  if (open.dialog === 'issue') return <Issue {...{ channel, live, keyIds, base, may, frozen }} {...open} />
  const { token } = open
  if (!token)
    return (
      <PageDialog title={words('open.notFoundTitle')} closeHref={base}>
        <p className="text-ink-2">{words('open.notFound')}</p>
      </PageDialog>
    )
  const shared = { channel, token, base, may }
  if (open.dialog === 'token')
    return <TokenDialog key={token.id} {...shared} verify={verifyTokenAction} submission={randomUUID()} />
  return (
    <RevokeDialog
      key={token.id}
      {...shared}
      last={isLastLive(token.id, live)}
      revoke={revokeTokenAction}
      sync={syncChannelAction}
      submissions={{ revoke: randomUUID(), sync: randomUUID() }}
    />
  )
}

type Part<K extends keyof Props> = Pick<Props, 'channel' | 'base' | 'may' | K>

function Issue({
  channel,
  live,
  keyIds,
  base,
  may,
  frozen,
  shortLived,
  resumed,
}: Part<'live' | 'keyIds' | 'frozen'> & { shortLived: ShortLivedView; resumed: Followed | null }) {
  const words = useWords('tokens')
  const denied = may.issue ? frozen : words('denied.issue')
  const offer = useOffer(channel, shortLived, base)
  const hasSlots = offer.kinds.some(({ kind }) => kind === 'v2.1')
  const free = words('issue.free', { free: Math.max(0, SLOTS - channel.slotsTaken), slots: SLOTS })
  return (
    <IssueSheet
      channel={{ id: channel.id, type: channel.type }}
      action={issueTokenAction}
      submission={randomUUID()}
      closeHref={base}
      offer={offer}
      slots={hasSlots && <SlotList live={live} keyIds={keyIds} full={channel.slotsTaken >= SLOTS} />}
      title={words('issue.title')}
      issuedTitle={words('issue.issued')}
      description={[channel.name, channel.lineChannelId, ...(hasSlots ? [free] : [])].join(' · ')}
      denied={denied && <Notice tone="amber">{denied}</Notice>}
      resumed={resumed && <Resumed {...resumed} base={base} />}
    />
  )
}
