import Link from 'next/link'
import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import type { Unkillable } from '@/lib/incidents/schema'

/** One thing nobody can end: what it is, and its countdown, or what must be done before that can begin. */
export function LeftItem({ item, channelId }: { item: Unkillable; channelId: string }) {
  const words = useWords('incidents')
  const { what, keyId, standing, appeared, count } = item
  const kind = what === 'keyId' ? (standing === 'lost' ? 'lost' : appeared ? 'foreignAppeared' : 'foreign') : what
  return (
    <li className="grid gap-x-6 gap-y-1 px-4 py-2 text-sm md:grid-cols-[minmax(0,1fr)_auto] md:pl-9.5">
      <p className="max-w-170 text-ink-2">
        {words.rich(`left.of.${kind}`, {
          count,
          id: () => <Id value={keyId ?? ''} thing={words('now.hunt.keyId')} full />,
        })}
        {what === 'keyId' && (
          <>
            {' '}
            <Link
              href={`/channels/${channelId}/tokens?hunt=${keyId}`}
              className="text-accent-ink underline underline-offset-3"
            >
              {words('now.hunt.go')}
            </Link>
          </>
        )}
      </p>
      <p className="text-ink-3 md:text-right">
        <Until item={item} />
      </p>
    </li>
  )
}

function Until({ item: { what, until, after } }: { item: Unkillable }) {
  const words = useWords('incidents')
  if (after) return words('left.after', { step: words(`steps.${after}`) })
  if (!until) return words('left.unknownEnd')
  const exact = what === 'statelessHere'
  return (
    <span className="font-medium text-ink-2">
      {words.rich(exact ? 'left.ends' : 'left.endsLatest', { time: () => <Time at={until} /> })}
    </span>
  )
}
