import 'server-only'
import { SHORT_LIVED_SECONDS, STATELESS_SECONDS } from '@/lib/tokens/schema'
import { type ChannelFacts, latestEndOf } from './facts'
import type { Step, Unkillable } from './schema'

type Known = Pick<ChannelFacts, 'channel' | 'before' | 'tokens' | 'operations'> & {
  unheld: ChannelFacts['sightings']
  hasKeys: boolean
  needsOldKey: boolean
  done: ReadonlyMap<Step, Date>
}

const plain = { keyId: null, standing: null, appeared: false, count: 0, until: null, after: null } as const

/**
 * What nobody can end in a channel, and until when at the latest. Of what LINE has no list of, nothing is guessed: it is
 * said that it may be there, and from when on no more of it can be made.
 */
export function unkillableOf(known: Known, now: Date): Unkillable[] {
  const { channel, before, tokens, operations, unheld, done } = known
  const all: Unkillable[] = [
    ...unheld.map((sighting) => ({
      ...plain,
      what: 'keyId' as const,
      keyId: sighting.keyId,
      standing: sighting.standing === 'lost' ? ('lost' as const) : ('foreign' as const),
      appeared: !before.listed.includes(sighting.keyId),
      count: 1,
      until: latestEndOf(sighting),
    })),
    counted('statelessHere', ends(tokens.filter(({ kind }) => kind === 'stateless').map(({ expiresAt }) => expiresAt))),
    counted('unseen', ends(operations.map(({ ending }) => untilOf(ending)))),
    elsewhere('statelessElsewhere', known.needsOldKey ? ['oldKey', 'secret'] : ['secret'], STATELESS_SECONDS, done),
    elsewhere('shortLivedElsewhere', ['secret'], SHORT_LIVED_SECONDS, done),
    ...(channel.type === 'messaging_api' ? [{ ...plain, what: 'longLived' as const }] : []),
  ]
  function ends(times: (Date | null)[]): Date[] {
    return times.filter((at) => at !== null).filter((at) => at > now)
  }
  return all.filter(
    ({ what, until, after }) => what === 'longLived' || after !== null || (until !== null && until > now),
  )
}

function counted(what: Unkillable['what'], ends: Date[]): Unkillable {
  const until = ends.length > 0 ? new Date(Math.max(...ends.map((at) => at.getTime()))) : null
  return { ...plain, what, count: ends.length, until }
}

/** What somebody else may have made with the old credentials until they stopped working. */
function elsewhere(
  what: Unkillable['what'],
  needs: readonly Step[],
  seconds: number,
  done: ReadonlyMap<Step, Date>,
): Unkillable {
  const after = needs.find((step) => !done.has(step))
  if (after) return { ...plain, what, after }
  const last = Math.max(...needs.map((step) => done.get(step)?.getTime() ?? 0))
  return { ...plain, what, until: new Date(last + seconds * 1000) }
}

function untilOf(ending: unknown): Date | null {
  const { expiresBy } = (ending ?? {}) as { expiresBy?: unknown }
  return typeof expiresBy === 'string' ? new Date(expiresBy) : null
}
