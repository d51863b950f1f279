import 'server-only'
import type { SystemName } from '@/lib/access/actor'
import { database } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { containing } from './contains'
import { parseSearch, type Term } from './schema'

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i
/** So many people or channels may bear a name that is searched for. */
const NAMESAKES = 500

/** What a search asks of each event: several values of one key are alternatives, everything else must hold together. */
export async function searchConditions(text: string): Promise<Prisma.Sql[]> {
  const groups = new Map<string, Term[]>()
  for (const term of parseSearch(text).terms) {
    const { key, value, not } = term
    const group = key === 'text' ? `text ${not} ${value}` : `${key} ${not}`
    groups.set(group, [...(groups.get(group) ?? []), term])
  }
  return Promise.all(
    [...groups.values()].map(async (terms) => {
      const any = Prisma.join(await Promise.all(terms.map(conditionOf)), ' OR ')
      // What has no such column is none of these either.
      return terms[0]?.not ? Prisma.sql`(${any}) IS NOT TRUE` : Prisma.sql`(${any})`
    }),
  )
}

async function conditionOf({ key, value }: Term): Promise<Prisma.Sql> {
  switch (key) {
    case 'action':
      return matching(Prisma.sql`e."name"`, value)
    case 'ip':
      return matching(Prisma.sql`e."ip"`, value)
    case 'outcome':
      return Prisma.sql`e."outcome" = ${value}`
    case 'op':
      return Prisma.sql`e."operationId" = ${value}::uuid`
    case 'actor':
      return Prisma.sql`e."actorId" = ANY(${await actorsCalled(value)})`
    case 'channel':
      return Prisma.sql`e."channelId" = ANY(${await channelsCalled(value)}::uuid[])`
    case 'target':
      return Prisma.sql`(e."targetId" = ${value} OR ${containing(value, { label: true })})`
    case 'token':
      return Prisma.sql`(e."targetType" = 'token' AND (e."targetId" = ${value} OR ${containing(value)}))`
    case 'text':
      return containing(value)
    // Times are taken out of the search before: what they mean depends on the reader.
    case 'from':
    case 'to':
      return Prisma.sql`TRUE`
  }
}

/** `token.*` and `10.0.*` mean all that begin so. */
function matching(column: Prisma.Sql, value: string): Prisma.Sql {
  if (!value.endsWith('*')) return Prisma.sql`${column} = ${value}`
  return Prisma.sql`starts_with(${column}, ${value.slice(0, -1)})`
}

/** Whoever is called so now, besides Kagiban's own parts, whose name is their id. */
async function actorsCalled(value: string): Promise<string[]> {
  const people = await database().user.findMany({
    where: {
      OR: [{ name: { contains: literal(value), mode: 'insensitive' } }, ...(UUID.test(value) ? [{ id: value }] : [])],
    },
    select: { id: true },
    take: NAMESAKES,
  })
  const systems = SYSTEMS.filter((name) => name.includes(value.toLowerCase()))
  return [...people.map(({ id }) => id), ...systems]
}

const SYSTEMS: readonly SystemName[] = ['sign-in', 'start', 'settler', 'watcher', 'verifier', 'command line']

async function channelsCalled(value: string): Promise<string[]> {
  const channels = await database().channel.findMany({
    where: {
      OR: [
        { name: { contains: literal(value), mode: 'insensitive' } },
        { lineChannelId: value },
        ...(UUID.test(value) ? [{ id: value }] : []),
      ],
    },
    select: { id: true },
    take: NAMESAKES,
  })
  return channels.map(({ id }) => id)
}

const literal = (text: string) => text.replace(/[\\%_]/g, '\\$&')
