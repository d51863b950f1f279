import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Id } from '@/components/ui/id'
import { Facts } from '@/components/ui/panel'
import type { EventView } from '@/lib/history/schema'
import { Covered } from './covered'
import { HashId } from './hash-id'

/** Where an event stands in the chain, with the ways to its neighbours. */
export function ChainPlace({ event }: { event: EventView }) {
  const words = useWords('history')
  const format = useFormat()
  const { seq, head, previous, next, hash, previousHash, operationId, cover } = event
  const place = (seq: string | null, rel: 'prev' | 'next') =>
    seq === null ? (
      words('none')
    ) : (
      <Link href={`/history/${seq}`} rel={rel} className="underline underline-offset-3">
        #{seq}
      </Link>
    )
  const id = (value: string, thing: string) => <HashId value={value} thing={thing} />
  return (
    <Facts
      facts={[
        {
          label: words('event.place'),
          value: words('event.placeOf', { seq: format.number(Number(seq)), head: format.number(Number(head)) }),
        },
        { label: words('event.previous'), value: place(previous, 'prev') },
        { label: words('event.next'), value: place(next, 'next') },
        { label: words('event.hash'), value: id(hash, words('event.hash')) },
        { label: words('event.previousHash'), value: id(previousHash, words('event.previousHash')) },
        {
          label: words('event.keyed'),
          value: cover.keyedWith ? words('event.keyedWith', { key: cover.keyedWith }) : words('event.notKeyed'),
        },
        { label: words('event.checkpoint'), value: <Covered cover={cover} /> },
        ...(operationId
          ? [{ label: words('event.operation'), value: <Id value={operationId} thing={words('event.operation')} /> }]
          : []),
      ]}
    />
  )
}
