import Link from 'next/link'
import { useWords } from '#words'
import { useReasonWord } from '@/components/history/event/reason-word'
import { Badge } from '@/components/ui/badge'
import { Name } from '@/components/ui/name'
import { Pager } from '@/components/ui/pager'
import { Panel } from '@/components/ui/panel'
import { Cell, type Column, Row, Table } from '@/components/ui/table'
import type { JobItemRow } from '@/lib/jobs/schema'

type Props = { title: string; aside: React.ReactNode; rows: readonly JobItemRow[]; nextHref: string | undefined }

/** The channels or tokens of a job, each with what came of it. */
export function JobItems({ title, aside, rows, nextHref }: Props) {
  const words = useWords('jobs')
  const columns: Column[] = [
    { head: words('item') },
    { head: words('channel'), width: 240, low: true },
    { head: words('status'), width: 170 },
    { head: words('cameOf') },
  ]
  return (
    <Panel title={title} aside={aside}>
      <Table label={title} columns={columns}>
        {rows.map((item) => (
          <Row key={item.id}>
            <Cell card="title">
              <Link href={addressOf(item)} className="font-medium text-ink hover:underline">
                <Name>{item.label}</Name>
              </Link>
            </Cell>
            <Cell tone="quiet" low>
              <Name>{item.channelName}</Name>
            </Cell>
            <Cell card="status">
              <ItemState item={item} />
            </Cell>
            <Cell card="detail" tone="quiet">
              <CameOf item={item} />
            </Cell>
          </Row>
        ))}
      </Table>
      {nextHref && <Pager next={nextHref} />}
    </Panel>
  )
}

const LOOK = {
  waiting: { tone: 'off', icon: 'todo' },
  running: { tone: 'blue', icon: 'running' },
  done: { tone: 'ok', icon: 'done' },
  failed: { tone: 'amber', icon: 'failed' },
  unknown: { tone: 'red', icon: 'unknown' },
  cancelled: { tone: 'off', icon: 'off' },
} as const

function ItemState({ item: { state } }: { item: JobItemRow }) {
  const words = useWords('jobs')
  return <Badge {...LOOK[state]}>{words(`items.${state}`)}</Badge>
}

function CameOf({ item: { state, ending, result, settled, tokenId, tokenState } }: { item: JobItemRow }) {
  const words = useWords('jobs')
  const reasonWord = useReasonWord()
  if (ending) {
    const values = Object.fromEntries(Object.entries(ending.values ?? {}).map(([name, value]) => [name, String(value)]))
    const sentence = reasonWord(ending.reason, values)
    // What to do is never clipped.
    const goesOn = tokenId !== null && tokenState === 'revoking'
    return (
      <span className="block whitespace-normal py-1.5">
        {sentence} {goesOn && words('goesOn')}
      </span>
    )
  }
  if (state === 'unknown') return words(settled ? 'settled' : 'notSettled')
  if (tokenId === null && typeof result?.tokenId === 'string') return words(issuedWord(result, tokenState))
  if (result?.proven === true) return words('proven')
  if (result?.proven === false) return words('unproven')
  if (result?.verdict === 'live' || result?.verdict === 'refused') return words(`verdicts.${result.verdict}`)
  if (typeof result?.keyIdsListed === 'number')
    return words('listed', { count: result.keyIdsListed, foreign: Number(result.foreign ?? 0) })
  return null
}

function issuedWord({ taken }: Record<string, unknown>, tokenState: string | null) {
  if (taken === true) return 'taken'
  return tokenState === 'gone' ? 'unneeded' : 'untaken'
}

/** Its token, also the one that was issued; else its channel. */
function addressOf({ channelId, tokenId, result }: JobItemRow): string {
  const token = tokenId ?? result?.tokenId
  return `/channels/${channelId}/tokens${typeof token === 'string' ? `?token=${token}` : ''}`
}
