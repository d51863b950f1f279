import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { SlotMark } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Menu } from '@/components/ui/overlays/menu'
import { Cell, Row } from '@/components/ui/table'
import type { TokenView } from '@/lib/tokens/schema'
import { useIssuerWord } from './issuer'
import { KIND_WORDS } from './kind'
import { slotOf, statusOf } from './status'
import { StatusBadge } from './status-badge'

type Props = {
  token: TokenView
  /** The address of the list it stands in. */
  base: string
  may: { verify: boolean; revoke: boolean }
  selected: boolean
}

/** A token that Kagiban holds. Its purpose opens it, which works without script and on a telephone too. */
export function TokenRow({ token, base, may, selected }: Props) {
  const words = useWords('tokens')
  const { now } = useFormat()
  const issuer = useIssuerWord()(token.issuedByName)
  const status = statusOf(token, now)
  const ended = status === 'gone' || status === 'expired'
  return (
    <Row ended={ended} selected={selected}>
      <Cell card="title">
        <SlotMark kind={ended ? 'ended' : slotOf(token, now)} />
        <Link
          href={`${base}?token=${token.id}`}
          scroll={false}
          data-tip={token.purpose}
          className={`text-base underline-offset-3 hover:underline ${ended ? '' : 'font-medium text-ink'}`}
        >
          {token.purpose}
        </Link>
      </Cell>
      <Cell card="status">
        <StatusBadge status={status} />
      </Cell>
      <Cell tone="quiet" low="tight">
        {words(KIND_WORDS[token.kind])}
      </Cell>
      <Cell card="detail">{token.keyId ? <Id value={token.keyId} thing={words('keyIdThing')} /> : words('none')}</Cell>
      <Cell card="meta" tone={status === 'soon' ? 'amber' : 'plain'}>
        <Ending token={token} ended={ended} />
      </Cell>
      <Cell tone="quiet" low="tight">
        <span data-tip={issuer}>{issuer}</span>
      </Cell>
      <Cell align="end">{!ended && <Menu small name={token.purpose} items={itemsOf(token, base, may, words)} />}</Cell>
    </Row>
  )
}

function Ending({ token, ended }: { token: TokenView; ended: boolean }) {
  const words = useWords('tokens')
  const at = token.goneAt ?? token.expiresAt
  if (ended && at) return <Time at={at} show="short" />
  return token.expiresAt ? <Time at={token.expiresAt} /> : words('none')
}

function itemsOf(
  { id, state }: TokenView,
  base: string,
  may: Props['may'],
  words: ReturnType<typeof useWords<'tokens'>>,
) {
  return [
    {
      label: words('list.open'),
      icon: 'shield' as const,
      href: `${base}?token=${id}`,
      ...(may.verify ? {} : { disabledReason: words('denied.verify') }),
    },
    {
      label: words(state === 'revoking' ? 'list.checkAgain' : 'list.revoke'),
      icon: state === 'revoking' ? ('sync' as const) : ('off' as const),
      href: `${base}?revoke=${id}`,
      danger: state !== 'revoking',
      ...(may.revoke ? {} : { disabledReason: words('denied.revoke') }),
    },
  ]
}
