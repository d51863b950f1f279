import Link from 'next/link'
import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import type { ChannelView } from '@/lib/channels/schema'
import { adviser, LIFE_UNITS, type ShortLivedView, SLOTS, TOKEN_LIVES, type TokenKind } from '@/lib/tokens/schema'
import { KIND_WORDS } from '../kind'
import type { Offer } from './offer'
import { isAtLimit, type KindBlock, offerOf } from './offer-of'

/** The words of a kind; a dot would nest. */
const KEYS = {
  'v2.1': 'v2_1',
  stateless: 'stateless',
  'short-lived': 'short-lived',
  'long-lived': 'long-lived',
} as const

/** What the form offers for a channel: its kinds in words, what each costs, and what is in the way of which. */
export function useOffer(channel: ChannelView, shortLived: ShortLivedView, base: string): Offer {
  const words = useWords('tokens')
  const mend = useMend(channel.id, base)
  const key = channel.signingKey === 'active'
  const secret = channel.secretProvenAt !== null
  const { known, uncertain, oldest } = shortLived
  const costs: Record<TokenKind, string> = {
    'v2.1': words('issue.costs.v2_1', { slots: SLOTS }),
    stateless: words('issue.costs.stateless'),
    'short-lived': words('issue.costs.short-lived', { known, slots: SLOTS, uncertain }),
    'long-lived': words('issue.costs.long-lived'),
  }
  const offers = offerOf({ ...channel, key, secret, shortLived })
  const advised = offers[0]?.kind
  const kinds = offers.map(({ kind, block }) => ({
    kind,
    title: words(KIND_WORDS[kind]),
    text: (
      <>
        {words(`issue.texts.${KEYS[kind]}`, { slots: SLOTS })}
        {kind === advised && kind !== 'long-lived' && kind !== 'short-lived' && (
          <> {adviser(channel.type) === 'line' ? words('issue.lineAdvises') : words(`issue.advised.${KEYS[kind]}`)}</>
        )}
      </>
    ),
    life: words(`issue.lifeOf.${KEYS[kind]}`),
    cost: costs[kind],
    ...(block ? { blocked: mend(block) } : {}),
    submit: words(`issue.submit.${KEYS[kind]}`),
  }))
  return {
    kinds,
    proofs: { assertion: key ? null : mend('key', 'proofKey'), secret: secret ? null : mend('secret', 'proofSecret') },
    lives: TOKEN_LIVES,
    units: LIFE_UNITS,
    owner: channel.owner,
    oldest:
      oldest && isAtLimit(shortLived)
        ? {
            name: oldest.purpose,
            warning: words.rich('issue.willEnd', {
              slots: SLOTS,
              name: oldest.purpose,
              time: () => <Time at={oldest.expiresAt} show="instant" />,
              b: (chunks) => <b className="font-semibold">{chunks}</b>,
            }),
          }
        : null,
  }
}

/** What is in the way of a kind, with the link to where it is mended. */
function useMend(channelId: string, base: string) {
  const words = useWords('tokens')
  const links: Partial<Record<KindBlock, ReactNode>> = {
    key: <MendLink href={`/channels/${channelId}/keys`}>{words('issue.toKeys')}</MendLink>,
    secret: <MendLink href={`/channels/${channelId}/settings`}>{words('issue.toSettings')}</MendLink>,
    proof: <MendLink href={`/channels/${channelId}/settings`}>{words('issue.toSettings')}</MendLink>,
    console: <MendLink href={`${base}?import`}>{words('takeIn')}</MendLink>,
  }
  return (block: KindBlock, why: KindBlock | 'proofKey' | 'proofSecret' = block): ReactNode => (
    <>
      {words(`issue.why.${why}`, { slots: SLOTS })} {links[block]}
    </>
  )
}

function MendLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} scroll={false} className="whitespace-nowrap text-accent-ink underline underline-offset-3">
      {children}
    </Link>
  )
}
