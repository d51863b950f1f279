import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Missing } from '@/components/channels/missing'
import { Checkbox } from '@/components/ui/controls/checkbox'
import { SlotMark } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Menu } from '@/components/ui/overlays/menu'
import { Cell, Row } from '@/components/ui/table'
import type { TokenView } from '@/lib/tokens/schema'
import { useIssuerWord } from '../issuer'
import { KIND_WORDS } from '../kind'
import { hasEnded, isRevocable, isUnnamed, revokedHow, slotOf, statusOf } from '../status'
import { StatusBadge } from '../status-badge'

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
  const status = statusOf(token, now)
  const ended = hasEnded(status)
  return (
    <Row ended={ended} selected={selected}>
      <Cell card="title">
        <Lead token={token} selectable={may.revoke && isRevocable(token, now)} ended={ended} />
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
        <StatusBadge status={status} how={revokedHow(token)} />
      </Cell>
      <Cell tone="quiet" low="tight">
        {words(KIND_WORDS[token.kind])}
      </Cell>
      <Cell card="detail">
        <KeyId token={token} />
      </Cell>
      <Cell card="meta" tone={status === 'soon' ? 'amber' : 'plain'}>
        <Ending token={token} ended={ended} />
      </Cell>
      <Cell tone="quiet" low>
        <span data-tip={token.owner}>{token.owner || words('none')}</span>
      </Cell>
      <Cell tone="quiet" low="tight">
        <IssuedBy token={token} />
      </Cell>
      <Cell align="end">{!ended && <Menu small name={token.purpose} items={itemsOf(token, base, may, words)} />}</Cell>
    </Row>
  )
}

/** The square of its slot; under the pointer, in focus, and while any is ticked, the box that selects it. */
function Lead({ token, selectable, ended }: { token: TokenView; selectable: boolean; ended: boolean }) {
  const words = useWords('tokens')
  const { now } = useFormat()
  const mark = <SlotMark kind={ended ? 'ended' : slotOf(token, now)} />
  const place = 'col-start-1 row-start-1 grid place-items-center'
  return (
    <span className="group/lead relative -top-[1.5px] mr-2 inline-grid size-4 place-items-center align-middle [&_svg]:m-0">
      {selectable && (
        <Checkbox
          name="token"
          value={token.id}
          label={words('list.select', { name: token.purpose })}
          className={`${place} opacity-0 group-hover/row:opacity-100 group-focus-within/lead:opacity-100 group-has-[[name=token]:checked]/selection:opacity-100`}
        />
      )}
      <span
        className={`${place} pointer-events-none ${selectable ? 'group-hover/row:invisible group-focus-within/lead:invisible group-has-[[name=token]:checked]/selection:invisible' : ''}`}
      >
        {mark}
      </span>
    </span>
  )
}

function KeyId({ token }: { token: TokenView }) {
  const words = useWords('tokens')
  if (token.keyId) return <Id value={token.keyId} thing={words('keyIdThing')} />
  if (!isUnnamed(token))
    return (
      <>
        <span className="max-md:hidden">
          <Missing why={words('list.noKeyId')} />
        </span>
        {/* As a card the row has no column for it. */}
        <span className="text-ink-3 md:hidden">{words(KIND_WORDS[token.kind])}</span>
      </>
    )
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a mouse
    <span className="text-ink-3" data-tip={words('list.unnamedWhy')} tabIndex={0}>
      {words('list.unnamed')}
      <span className="sr-only select-none">. {words('list.unnamedWhy')}</span>
    </span>
  )
}

function IssuedBy({ token: { origin, issuedByName } }: { token: TokenView }) {
  const words = useWords('tokens')
  const name = useIssuerWord()(issuedByName)
  if (origin === 'issued') return <span data-tip={name}>{name}</span>
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable without a mouse
    <span data-tip={words('list.takenInBy', { name })} tabIndex={0}>
      {words('list.takenIn')}
      <span className="sr-only select-none">. {words('list.takenInBy', { name })}</span>
    </span>
  )
}

function Ending({ token, ended }: { token: TokenView; ended: boolean }) {
  const words = useWords('tokens')
  const at = token.goneAt ?? token.expiresAt
  if (ended && at) return <Time at={at} show="short" />
  if (token.expiresAt) return <Time at={token.expiresAt} />
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the advice must be reachable without a mouse
    <span data-tip={words('list.noExpiryWhy')} tabIndex={0}>
      {words('list.noExpiry')}
      <span className="sr-only select-none">. {words('list.noExpiryWhy')}</span>
    </span>
  )
}

function itemsOf(
  { id, kind, state }: TokenView,
  base: string,
  may: Props['may'],
  words: ReturnType<typeof useWords<'tokens'>>,
) {
  const why = (allowed: boolean, denied: 'verify' | 'revoke') => {
    if (!allowed) return { disabledReason: words(`denied.${denied}`) }
    return kind === 'stateless' ? { disabledReason: words(`stateless.${denied}`) } : {}
  }
  return [
    { label: words('list.open'), icon: 'shield' as const, href: `${base}?token=${id}`, ...why(may.verify, 'verify') },
    {
      label: words(state === 'revoking' ? 'list.checkAgain' : 'list.revoke'),
      icon: state === 'revoking' ? ('sync' as const) : ('off' as const),
      href: `${base}?revoke=${id}`,
      danger: state !== 'revoking',
      ...why(may.revoke, 'revoke'),
    },
  ]
}
