import type { ReactNode } from 'react'
import { useWords } from '#words'
import type { Offer } from '@/components/tokens/issue/offer'
import { KIND_WORDS } from '@/components/tokens/kind'
import { Notice } from '@/components/ui/notice'
import type { IssuePreview, IssueWay } from '@/lib/jobs/schema'
import { ISSUED_KINDS, type IssuedKind, LIFE_UNITS, SLOTS, TOKEN_LIVES } from '@/lib/tokens/schema'

/** The words of a kind; a dot would nest. */
const KEYS = { 'v2.1': 'v2_1', stateless: 'stateless', 'short-lived': 'short-lived' } as const
const WAYS: Record<IssuedKind, readonly IssueWay[]> = {
  'v2.1': ['v2.1'],
  stateless: ['assertion', 'secret'],
  'short-lived': ['short-lived'],
}

/** What the form of many offers: each kind with how many of the channels it can be issued for, and what is in the way. */
export function useManyOffer({ channels: total, ways }: IssuePreview): {
  offer: Offer
  notes: Record<IssueWay, ReactNode>
} {
  const words = useWords('jobs')
  const tokens = useWords('tokens')
  const kinds = ISSUED_KINDS.map((kind) => {
    const ready = Math.max(...WAYS[kind].map((way) => ways[way].ready))
    return {
      kind,
      title: tokens(KIND_WORDS[kind]),
      text: tokens(`issue.texts.${KEYS[kind]}`, { slots: SLOTS }),
      life: tokens(`issue.lifeOf.${KEYS[kind]}`),
      cost: words('issue.possible', { ready, total }),
      ...(ready === 0 ? { blocked: words('issue.possibleForNone') } : {}),
      submit: '',
    }
  })
  const proof = (way: 'assertion' | 'secret') => (ways[way].ready === 0 ? words('issue.possibleForNone') : null)
  const note = (way: IssueWay) => <Blocked blocked={ways[way].blocked} />
  return {
    offer: {
      ...{ kinds, lives: TOKEN_LIVES, units: LIFE_UNITS },
      proofs: { assertion: proof('assertion'), secret: proof('secret') },
      ...{ oldest: null, owner: '', ownerHint: words('issue.ownerHint') },
    },
    notes: {
      'v2.1': note('v2.1'),
      assertion: note('assertion'),
      secret: note('secret'),
      'short-lived': note('short-lived'),
    },
  }
}

function Blocked({ blocked }: { blocked: IssuePreview['ways'][IssueWay]['blocked'] }) {
  const words = useWords('jobs')
  if (blocked.length === 0) return null
  const count = blocked.reduce((sum, each) => sum + each.count, 0)
  return (
    <Notice tone="amber" title={words('issue.cannot', { count })}>
      <ul>
        {blocked.map(({ why, count: those, labels }) => (
          <li key={why}>
            {words(`issue.why.${why}`, { slots: SLOTS })}: {labels.join(' · ')}
            {those > labels.length && ` ${words('andMore', { count: those - labels.length })}`}
          </li>
        ))}
      </ul>
      <p className="mt-1">{words('issue.tried')}</p>
    </Notice>
  )
}
