import { useFormat, useWords } from '#words'
import { SlotMark } from '@/components/ui/figures/slots'
import { Id } from '@/components/ui/id'
import { Menu } from '@/components/ui/overlays/menu'
import { type Across, Cell, NoteRow, Row } from '@/components/ui/table'
import type { KeyIdView } from '@/lib/tokens/schema'
import { KIND_WORDS } from '../kind'
import { latestEnd } from '../status'
import { StatusBadge } from '../status-badge'
import { KeyIdSince } from './key-id-since'

type Props = {
  keyId: KeyIdView
  last: boolean
  across: Across
  base: string
  may: { import: boolean; revoke: boolean }
}

/** A key ID LINE lists that is no token of ours; after the last of its standing a line says what that means. */
export function KeyIdRow({ keyId, last, across, base, may }: Props) {
  const words = useWords('tokens')
  const format = useFormat()
  const { standing } = keyId
  const end = latestEnd(keyId)
  const takeIn = {
    label: words('list.takeInIts'),
    icon: 'download' as const,
    href: `${base}?import`,
    ...(may.import ? {} : { disabledReason: words('denied.import') }),
  }
  const hunt = {
    label: words('hunt.button'),
    icon: 'search' as const,
    href: `${base}?hunt=${encodeURIComponent(keyId.keyId)}`,
    ...(may.revoke ? {} : { disabledReason: words('denied.revoke') }),
  }
  return (
    <>
      <Row>
        <Cell card="title">
          <span className="relative -top-[1.5px] mr-2 inline-grid size-4 place-items-center align-middle [&_svg]:m-0">
            <SlotMark kind={standing} />
          </span>
          <span className="text-base">{words(standing === 'foreign' ? 'notIssuedHere' : 'valueNotStored')}</span>
          <KeyIdSince keyId={keyId} />
        </Cell>
        <Cell card="status">
          <StatusBadge status={standing} />
        </Cell>
        <Cell tone="quiet" low="tight">
          {words(KIND_WORDS['v2.1'])}
        </Cell>
        <Cell card="detail">
          <Id value={keyId.keyId} thing={words('keyIdThing')} />
        </Cell>
        <Cell card="meta">
          <time dateTime={end.toISOString()} data-tip={format.instant(end)}>
            {words('by', { date: format.weekday(end) })}
          </time>
        </Cell>
        <Cell tone="quiet" low>
          {words('none')}
        </Cell>
        <Cell tone="quiet" low="tight">
          {words('notKnown')}
        </Cell>
        <Cell align="end">
          <Menu small name={keyId.keyId} items={[takeIn, hunt]} />
        </Cell>
      </Row>
      {last && (
        <NoteRow {...across}>
          {words.rich(`notes.${standing}`, { b: (chunks) => <b className="font-semibold">{chunks}</b> })}
        </NoteRow>
      )}
    </>
  )
}
