import { useFormat, useWords } from '#words'
import { countLive } from '@/components/channels/slot-kinds'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { acrossOf, type Column, GroupRow, Table } from '@/components/ui/table'
import type { KeyIdView, TokenView } from '@/lib/tokens/schema'
import { liveRows } from '../status'
import { KeyIdRow } from './key-id-row'
import { Selection } from './selection'
import { TokenRow } from './token-row'

type Props = {
  live: readonly TokenView[]
  ended: readonly TokenView[]
  keyIds: readonly KeyIdView[]
  channelId: string
  base: string
  may: { verify: boolean; revoke: boolean; import: boolean }
  /** The token that is open. */
  selectedId: string | undefined
}

/** A channel's tokens in two groups: what is live at LINE, and what has ended. */
export function TokenList({ live, ended, keyIds, channelId, base, may, selectedId }: Props) {
  const words = useWords('tokens')
  const common = useWords('common')
  const { now } = useFormat()
  const rows = liveRows(live, keyIds, now)
  if (rows.length === 0 && ended.length === 0)
    return (
      <Panel>
        <EmptyState icon="key">{words('empty')}</EmptyState>
      </Panel>
    )
  const columns: Column[] = [
    { head: words('purpose') },
    { head: words('status'), width: 152 },
    { head: words('kind'), width: 96, low: 'tight' },
    { head: words('keyId'), width: 124 },
    { head: words('expires'), width: 116 },
    { head: words('owner'), width: 116, low: true },
    { head: words('issuedBy'), width: 108, low: 'tight' },
    { head: <span className="sr-only">{common('actions')}</span>, width: 52 },
  ]
  const across = acrossOf(columns)
  const slots = rows.filter((row) => row.slot !== 'slotless').length
  const of = (token: TokenView) => (
    <TokenRow key={token.id} token={token} base={base} may={may} selected={token.id === selectedId} />
  )
  const table = (
    <Table label={words('label')} columns={columns}>
      <GroupRow {...across} title={words('live')} note={words('liveNote', { count: countLive(live, keyIds), slots })} />
      {rows.map(({ token, keyId }, index) =>
        token ? (
          of(token)
        ) : (
          <KeyIdRow
            key={keyId.keyId}
            keyId={keyId}
            base={base}
            may={may}
            across={across}
            last={rows[index + 1]?.keyId?.standing !== keyId.standing}
          />
        ),
      )}
      {ended.length > 0 && (
        <GroupRow apart {...across} title={words('ended')} note={words('endedNote', { count: ended.length })} />
      )}
      {ended.map(of)}
    </Table>
  )
  return <Panel>{may.revoke ? <Selection channelId={channelId}>{table}</Selection> : table}</Panel>
}
