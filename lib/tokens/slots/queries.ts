import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { SHORT_LIVED_SECONDS } from '../schema'
import { forecastSlots, type Life } from './forecast'
import { findLostIssues } from './lost-issues'
import type { Place, SlotsView } from './schema'

/** LINE gives both kinds a life of 30 days at most. */
const LONGEST_MS = SHORT_LIVED_SECONDS * 1000

/**
 * Who holds LINE's places for v2.1 tokens and, as far as they are known here, for short-lived ones; when each is free, the
 * soonest first; and when they run out at the present rate.
 */
export async function getSlots(actor: Actor, channelId: string): Promise<{ v21: SlotsView; shortLived: SlotsView }> {
  demand(actor, 'token.read')
  const now = new Date()
  const lately = new Date(now.getTime() - LONGEST_MS)
  const [channel, tokens, sightings] = await Promise.all([
    database().channel.findUniqueOrThrow({ where: { id: channelId }, select: { createdAt: true } }),
    database().token.findMany({
      where: {
        ...{ channelId, kind: { in: ['v2.1', 'short-lived'] } },
        OR: [{ issuedAt: { gt: lately } }, { expiresAt: { gt: now } }],
      },
      select: {
        ...{ id: true, kind: true, keyId: true, purpose: true, owner: true, origin: true, state: true },
        ...TIMES,
      },
    }),
    database().keyIdSighting.findMany({
      where: { channelId, standing: { not: 'ours' }, OR: [{ goneAt: null }, { firstSeenAt: { gt: lately } }] },
      select: { keyId: true, standing: true, operationId: true, firstSeenAt: true, goneAt: true },
    }),
  ])
  const first = await database().keyIdSighting.aggregate({ where: { channelId }, _min: { firstSeenAt: true } })
  const firstSeen = first._min.firstSeenAt?.getTime()

  const held = tokens.map((token) => ({ ...token, until: token.goneAt ?? token.expiresAt ?? now }))
  const issues = await findLostIssues(sightings.flatMap(({ operationId }) => operationId ?? []))
  const unheld = sightings.map((sighting) => {
    const issue = issues.get(sighting.operationId ?? '')
    // A lost one may have been issued elsewhere, for whatever life.
    const latest = new Date(sighting.firstSeenAt.getTime() + LONGEST_MS)
    const purpose = issue?.among === 1 ? issue.purpose : null
    return { ...sighting, purpose, until: sighting.goneAt ?? latest }
  })
  const view = (kind: 'v2.1' | 'short-lived'): SlotsView => {
    // A v2.1 token whose key ID is not known is in the place of one of those that are none of ours.
    const ours = held.filter((token) => token.kind === kind && (kind === 'short-lived' || token.keyId !== null))
    const others = kind === 'v2.1' ? unheld : []
    const places: Place[] = [
      ...ours
        .filter(({ state, until }) => state !== 'gone' && until > now)
        .map(({ id, purpose, owner, keyId, until }) => ({
          ...{ holder: 'ours' as const, purpose, owner, keyId },
          ...{ tokenId: id, freeAt: until },
        })),
      ...others
        .filter(({ goneAt }) => !goneAt)
        .map(({ keyId, standing, purpose, until }) => ({
          ...{ holder: standing as 'foreign' | 'lost', purpose, owner: null, keyId },
          ...{ tokenId: null, freeAt: until },
        })),
    ].sort((a, b) => a.freeAt.getTime() - b.freeAt.getTime())
    const arrivals: Life[] = [
      // What was taken in came at some time before that.
      ...ours.filter(({ origin }) => origin === 'issued').map(({ issuedAt, until }) => ({ since: issuedAt, until })),
      // What the first list showed was there already.
      ...others
        .filter(({ firstSeenAt }) => firstSeenAt.getTime() !== firstSeen)
        .map(({ firstSeenAt, until }) => ({ since: firstSeenAt, until })),
    ]
    const known = { knownSince: channel.createdAt, arrivals, freeAt: places.map(({ freeAt }) => freeAt) }
    return { places, forecast: forecastSlots(known, now) }
  }
  return { v21: view('v2.1'), shortLived: view('short-lived') }
}

const TIMES = { issuedAt: true, expiresAt: true, goneAt: true } as const
