import 'server-only'
import type { Tx } from '@/lib/db/transaction'
import { fenceMs } from '@/lib/operations/clock'
import type { KeyIdList } from '../key-ids'
import type { KeptProof } from '../proof/schema'
import { ISSUING } from './due'

/** What a list tells that is not known yet: key IDs by what became of them, and the tokens of ours that this concerns, by id. */
export interface Difference {
  /** Listed for the first time. */
  appeared: string[]
  /** Listed again after a list without them. */
  returned: string[]
  /** Not listed any more. */
  left: string[]
  tokensGone: string[]
  /** Listed by a later list than what had proven them gone, which it beats. */
  tokensBack: string[]
  /** Those of them whose revoke was asked for. */
  tokensUnproven: string[]
}

type Reader = Pick<Tx, 'keyIdSighting' | 'token' | 'operation'>

/** Compares a list with what is kept of a channel; writes nothing. */
export async function differenceOf(tx: Reader, channelId: string, list: KeyIdList): Promise<Difference> {
  const at = new Date(list.at)
  const listed = new Set(list.keyIds)
  // Asked first: an issue that ends after this has its sighting in what is read next, or is still open here.
  const issuing = await tx.operation.count({ where: { channelId, ...ISSUING } })
  const sightings = await tx.keyIdSighting.findMany({
    where: { channelId, OR: [{ goneAt: null }, { keyId: { in: list.keyIds } }] },
    select: { keyId: true, standing: true, firstSeenAt: true, lastSeenAt: true, goneAt: true },
  })
  const tokens = await tx.token.findMany({
    where: {
      ...{ channelId, kind: 'v2.1', keyId: { not: null } },
      OR: [{ state: { not: 'gone' } }, { keyId: { in: list.keyIds }, state: 'gone', goneAt: { lt: at } }],
    },
    select: { id: true, keyId: true, state: true, issuedAt: true, proof: true },
  })
  const ours = new Set(tokens.map(({ keyId }) => keyId))
  const sighted = new Map(sightings.map((sighting) => [sighting.keyId, sighting]))
  const missing = (sighting: Sighting | undefined, since: Date) =>
    sighting && wasListed(sighting) ? sighting.firstSeenAt < at : since.getTime() <= at.getTime() - fenceMs()
  const back = tokens.filter(({ state, keyId }) => state === 'gone' && listed.has(keyId ?? ''))
  return {
    // While an issue is under way what is new may be its own: it is held back until that is settled.
    appeared: list.keyIds.filter((keyId) => !sighted.has(keyId) && (issuing === 0 || ours.has(keyId))),
    // A revoke may have proven since that it is gone.
    returned: sightings
      .filter(({ keyId, goneAt }) => goneAt && goneAt < at && listed.has(keyId))
      .map(({ keyId }) => keyId),
    left: sightings
      .filter((sighting) => !sighting.goneAt && !listed.has(sighting.keyId) && missing(sighting, sighting.firstSeenAt))
      .map(({ keyId }) => keyId),
    tokensGone: tokens
      .filter(({ state, keyId }) => state !== 'gone' && !listed.has(keyId ?? ''))
      .filter(({ keyId, issuedAt }) => missing(sighted.get(keyId ?? ''), issuedAt))
      .map(({ id }) => id),
    tokensBack: back.map(({ id }) => id),
    tokensUnproven: back.filter(({ proof }) => wasAskedFor(proof)).map(({ id }) => id),
  }
}

/** What a list told, for an event: none is left out, for a channel has at most 30 key IDs. */
export function detailOf(difference: Difference | null): Record<string, string[]> {
  const { tokensUnproven: _, ...told } = difference ?? { tokensUnproven: [] }
  return Object.fromEntries(Object.entries(told).filter(([, found]) => found.length > 0))
}

/** True when a list tells nothing new. */
export function isNone(difference: Difference): boolean {
  return Object.values(difference).every((found: string[]) => found.length === 0)
}

interface Sighting {
  standing: string
  firstSeenAt: Date
  lastSeenAt: Date
}

/**
 * True when LINE has listed it: what is not ours is known from nowhere else, and of ours a list moves the second time.
 * Lists are dated by the database's clock, so a later one without it is proof. What was only issued is dated by the clock
 * of some instance; there a list must be later by more than clocks may differ.
 */
export function wasListed({ standing, firstSeenAt, lastSeenAt }: Sighting): boolean {
  return standing !== 'ours' || lastSeenAt.getTime() !== firstSeenAt.getTime()
}

const wasAskedFor = (proof: unknown) => {
  const { requested, accepted } = (proof ?? {}) as Partial<KeptProof>
  return Boolean(requested || accepted)
}
