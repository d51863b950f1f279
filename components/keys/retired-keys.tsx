import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import { Cell, Row, Table } from '@/components/ui/table'
import type { SigningKeyView } from '@/lib/keys/schema'

/** The keys that were in use before, newest first; nothing while there are none. */
export function RetiredKeys({ signingKeys }: { signingKeys: readonly SigningKeyView[] }) {
  const words = useWords('keys')
  if (signingKeys.length === 0) return null
  return (
    <Panel title={words('retired.title')} count={signingKeys.length}>
      <Table
        label={words('retired.title')}
        columns={[
          { head: words('kid') },
          { head: words('retired.generated'), width: 128, low: true },
          { head: words('retired.used'), width: 128 },
          { head: words('retired.retired'), width: 128 },
        ]}
      >
        {signingKeys.map((key) => (
          <Row key={key.id} ended>
            <Cell card="title">{key.kid ? <Id value={key.kid} thing={words('kid')} /> : words('retired.never')}</Cell>
            <Cell low>
              <Time at={key.createdAt} show="day" />
            </Cell>
            <Cell card="detail">{key.activatedAt && <Time at={key.activatedAt} show="short" />}</Cell>
            <Cell card="meta">{key.retiredAt && <Time at={key.retiredAt} show="short" />}</Cell>
          </Row>
        ))}
      </Table>
      <p className="border-line border-t px-4 py-3 text-sm text-ink-3">{words('retired.note')}</p>
    </Panel>
  )
}
