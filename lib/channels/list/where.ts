import 'server-only'
import { Prisma } from '@/lib/db/generated/client'
import { type ChannelFilter, PROBLEMS, type Problem } from '../schema'
import { ofAll, PROBLEM_QUERIES } from './problems'
import { searchedFor } from './search'

/** Which channels `c` a filter lets through; archived ones only when it asks for them. */
export function whereOf(filter: ChannelFilter, now: Date): Prisma.Sql {
  const { q, type, environment, owner, tag, state } = filter
  return Prisma.join(
    [
      state === 'archived' ? Prisma.sql`c."archivedAt" IS NOT NULL` : Prisma.sql`c."archivedAt" IS NULL`,
      ...(q ? [searchedFor(q)] : []),
      ...(type ? [Prisma.sql`c.type = ${type}`] : []),
      ...(environment ? [Prisma.sql`c.environment = ${environment}`] : []),
      ...(owner ? [Prisma.sql`c.owner = ${owner}`] : []),
      ...(tag ? [Prisma.sql`${tag} = ANY(c.tags)`] : []),
      ...(state && state !== 'archived' ? [inState(state, now)] : []),
    ],
    ' AND ',
  )
}

function inState(state: Problem | 'attention' | 'ok', now: Date): Prisma.Sql {
  const has = (problem: Problem) => Prisma.sql`c.id IN (${PROBLEM_QUERIES[problem](ofAll, now)})`
  if (state !== 'attention' && state !== 'ok') return has(state)
  const any = Prisma.join(PROBLEMS.map(has), ' OR ')
  return state === 'ok' ? Prisma.sql`NOT (${any})` : Prisma.sql`(${any})`
}
