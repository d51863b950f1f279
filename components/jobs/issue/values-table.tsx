'use client'
import { useState } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { Icon } from '@/components/ui/icon'
import { Name } from '@/components/ui/name'
import { Cell, NameAndId, Row, Table } from '@/components/ui/table'
import type { Value } from './use-deliveries'

/** Stands for a value that is not shown; says nothing of its length. */
const MASK = '•'.repeat(24)

type Props = { values: readonly Value[]; onTake: (ids: readonly string[]) => void }

/** The values that have arrived, each masked until asked for, to be copied. */
export function ValuesTable({ values, onTake }: Props) {
  const words = useWords('actions')
  const columns = [
    { head: words('many.channel'), width: 260 },
    { head: words('many.value') },
    { head: <span className="sr-only">{words('many.take')}</span>, width: 190 },
  ]
  return (
    <Table label={words('many.values')} columns={columns}>
      {values.map((value) => (
        <ValueRow key={value.itemId} of={value} onTake={() => onTake([value.itemId])} />
      ))}
    </Table>
  )
}

function ValueRow({ of: { channelName, lineChannelId, value, taken }, onTake }: { of: Value; onTake: () => void }) {
  const words = useWords('actions')
  const [shown, setShown] = useState(false)
  return (
    <Row ended={value === null}>
      <Cell card="title">
        <NameAndId name={<Name>{channelName}</Name>} id={lineChannelId} />
      </Cell>
      <Cell card="wide">
        {value === null ? (
          words(taken ? 'many.takenOne' : 'many.wipedOne')
        ) : (
          <code
            className={`block font-mono text-xs/[18px] ${shown ? 'py-1.5 whitespace-normal wrap-anywhere' : 'text-ink-3'}`}
          >
            {!shown && <span className="sr-only">{words('issue.masked')}</span>}
            <span aria-hidden={!shown}>{shown ? value : MASK}</span>
          </code>
        )}
      </Cell>
      <Cell card="status" align="end">
        {value !== null && (
          <span className="inline-flex items-center gap-2">
            {taken && <Icon name="done" className="size-4 text-accent-ink" />}
            {taken && <span className="sr-only">{words('many.takenOne')}</span>}
            <Button
              size="sm"
              aria-pressed={shown}
              aria-label={`${words(shown ? 'issue.hide' : 'issue.show')}: ${channelName}`}
              onClick={() => setShown(!shown)}
            >
              {words(shown ? 'issue.hide' : 'issue.show')}
            </Button>
            <CopyButton word text={value} thing={words('many.valueOf', { name: channelName })} onCopied={onTake} />
          </span>
        )}
      </Cell>
    </Row>
  )
}
