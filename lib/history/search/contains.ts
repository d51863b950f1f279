import 'server-only'
import { Prisma } from '@/lib/db/generated/client'

const PAIRS = 8

/**
 * Events whose words hold a text, wherever it stands; `label` only those whose target is called so. What is not ASCII is
 * looked up by pairs of neighbours, as `history_words` in the migrations writes them, because no index knows it otherwise.
 */
export function containing(text: string, { label = false } = {}): Prisma.Sql {
  const sought = text
    .replace(/["{}[\]\\\n\r\t]/g, ' ')
    .normalize('NFKC')
    .toLowerCase()
  const like = (pattern: string) => Prisma.sql`e."words" LIKE ${`%${pattern}%`}`
  // Three lines: the label, all the rest, the pairs.
  const lines = label ? '\n%\n' : '\n '
  const parts = [like(`${escaped(sought)}%${lines}`), ...pairsOf(sought).map(like)]
  return Prisma.sql`(${Prisma.join(parts, ' AND ')})`
}

const escaped = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** `%` between, because the pairs of two runs need not be neighbours. */
function pairsOf(text: string): string[] {
  const runs = (text.match(/[^\0-\x7f]+/gu) ?? []).map((run) => [...run].map(codeOf))
  const pairs = runs.flatMap((codes) =>
    codes.length === 1
      ? codes.map((code) => ` ${code}`)
      : codes.slice(1).map((code, index) => ` ${codes[index]}${code}`),
  )
  return pairs.slice(0, PAIRS)
}

/** Four hexadecimal digits of a character; two may share them, which the text itself then tells apart. */
function codeOf(character: string): string {
  return (((character.codePointAt(0) ?? 0) * 40_503) % 65_536).toString(16).padStart(4, '0')
}
