import Link from 'next/link'
import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Icon } from '@/components/ui/icon'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import { Cell, Row, Table } from '@/components/ui/table'
import type { SightingView } from '@/lib/tokens/schema'

type Props = { keyIds: readonly SightingView[]; base: string; syncedAt: Date | null; mayHunt: boolean }

/** Every key ID LINE's lists have shown: ours, unknown here, and gone. Closed at first, for the list above tells what matters. */
export function KeyIdsPanel({ keyIds, base, syncedAt, mayHunt }: Props) {
  const words = useWords('tokens')
  const common = useWords('common')
  if (keyIds.length === 0)
    return <p className="text-sm text-ink-3">{words(syncedAt ? 'keyIds.none' : 'keyIds.notRead')}</p>
  return (
    <Panel>
      <details className="group">
        <summary className="flex min-h-11 items-center gap-2 px-4 font-semibold">
          <span className="text-ink-3 group-open:rotate-90">
            <Icon name="right" className="size-3" />
          </span>
          {words('keyIds.title')} <span className="font-normal text-ink-3">{keyIds.length}</span>
        </summary>
        <p className="border-line border-t px-4 py-2.5 text-sm text-ink-3">{words('keyIds.note')}</p>
        <div className="border-line border-t">
          <Table
            label={words('keyIds.title')}
            columns={[
              { head: words('keyIds.keyId') },
              { head: words('keyIds.standing'), width: 120 },
              { head: words('keyIds.token'), width: 180 },
              { head: words('keyIds.firstSeen'), width: 120, low: true },
              { head: words('keyIds.gone'), width: 120 },
              { head: <span className="sr-only">{common('actions')}</span>, width: 104 },
            ]}
          >
            {keyIds.map((keyId) => (
              <SightingRow key={keyId.keyId} {...keyId} base={base} mayHunt={mayHunt} />
            ))}
          </Table>
        </div>
      </details>
    </Panel>
  )
}

type RowProps = SightingView & { base: string; mayHunt: boolean }

function SightingRow({ keyId, standing, token, firstSeenAt, goneAt, base, mayHunt }: RowProps) {
  const words = useWords('tokens')
  return (
    <Row ended={goneAt !== null}>
      <Cell card="title">
        <Id value={keyId} thing={words('keyIdThing')} />
      </Cell>
      <Cell card="status">{words(`keyIds.${standing}`)}</Cell>
      <Cell card="detail">
        {token ? (
          <Link href={`${base}?token=${token.id}`} scroll={false} className="underline-offset-3 hover:underline">
            {token.purpose}
          </Link>
        ) : (
          words('none')
        )}
      </Cell>
      <Cell tone="quiet" low>
        <Time at={firstSeenAt} show="short" />
      </Cell>
      <Cell card="meta" tone="quiet">
        {goneAt ? <Time at={goneAt} show="short" /> : words('keyIds.listed')}
      </Cell>
      <Cell align="end">
        {standing !== 'ours' &&
          !goneAt &&
          (mayHunt ? (
            <ButtonLink size="sm" icon="search" href={`${base}?hunt=${encodeURIComponent(keyId)}`} scroll={false}>
              {words('hunt.button')}
            </ButtonLink>
          ) : (
            <Button size="sm" icon="search" disabledReason={words('denied.revoke')}>
              {words('hunt.button')}
            </Button>
          ))}
      </Cell>
    </Row>
  )
}
