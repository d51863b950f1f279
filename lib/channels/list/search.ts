import 'server-only'
import { Prisma } from '@/lib/db/generated/client'

/** Finds a text anywhere; what LIKE would take for a wildcard is meant as it is written. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/**
 * Whether a channel `c` is what was searched for, in whatever case: by its name, LINE's channel ID, a tag, or a key ID (of
 * a token, seen at LINE, or of a signing key). Names and tags are compared by NFKC, so that full and half width find each
 * other.
 */
export function searchedFor(text: string): Prisma.Sql {
  const words = containing(text.normalize('NFKC'))
  const id = containing(text.toLowerCase())
  return Prisma.sql`(
    normalize(c.name, NFKC) ILIKE ${words} OR normalize(array_to_string(c.tags, chr(10)), NFKC) ILIKE ${words}
    OR c."lineChannelId" LIKE ${id} OR ${looksLikeId(text) ? hasKeyId(id) : Prisma.sql`FALSE`}
  )`
}

/** No ID LINE was seen to give has a space or a letter beyond ASCII, and there are far more of them than channels. */
const looksLikeId = (text: string) => /^[\x21-\x7e]+$/.test(text)

const hasKeyId = (id: string) => Prisma.sql`c.id IN (
  SELECT "channelId" FROM "Token" WHERE lower("keyId") LIKE ${id}
  UNION ALL SELECT "channelId" FROM "KeyIdSighting" WHERE lower("keyId") LIKE ${id}
  UNION ALL SELECT "channelId" FROM "SigningKey" WHERE lower(kid) LIKE ${id}
)`
