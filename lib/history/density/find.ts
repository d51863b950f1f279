import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand, permits } from '@/lib/access/permits'
import { type Density, type EventFilter, FILTERS } from '../schema'
import { conditionsOf } from '../where'
import { filteredDensity } from './filtered'
import { wholeDensity } from './whole'

/**
 * When the events of a filter happened, and how many they are; the cost of it does not grow with the history. Bars begin
 * where a clock `offsetSeconds` ahead of UTC is even.
 */
export async function findDensity(actor: Actor, filter: EventFilter, offsetSeconds: number): Promise<Density> {
  demand(actor, 'history.read')
  const { from, to } = filter
  const stretch = { from: from ? new Date(from) : null, to: to ? new Date(to) : null, offsetSeconds }
  const onlyTime = FILTERS.every((name) => name === 'from' || name === 'to' || !filter[name])
  if (onlyTime && permits(actor, 'history.readAll')) return wholeDensity(stretch)
  return filteredDensity(await conditionsOf(actor, filter), stretch)
}
