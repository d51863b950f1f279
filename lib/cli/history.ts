import 'server-only'
import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { systemActor } from '@/lib/access/actor'
import { checkDatabase } from '@/lib/db/check'
import { closeDatabase } from '@/lib/db/client'
import { isDatabaseGone } from '@/lib/db/errors'
import { isRefusal, type Refusal, StartRefused } from '@/lib/errors'
import { openKeyringToAdopt } from '@/lib/sealing/adopt-keys'
import { openKeyring } from '@/lib/sealing/open-keyring'
import messages from '@/messages/en.json'
import { adopt } from './history/adopt'
import { type Given, Usage } from './history/command'
import { hold, holds, release } from './history/holds'
import { prune } from './history/prune'
import { status } from './history/status'
import { openOwnerDatabase } from './owner-database'

const COMMANDS: Record<string, (given: Given) => Promise<void>> = { prune, hold, release, holds, status, adopt }
const USAGE = `usage: kagiban history verify FILE…
       kagiban history status
       kagiban history prune [--days N] [--yes]
       kagiban history hold "REASON" | release ID | holds
       kagiban history adopt
Run these in the environment that Kagiban itself runs in.`

// EX_USAGE, EX_UNAVAILABLE.
const [WRONG_USE, UNAVAILABLE] = [64, 69]

process.exitCode = await run(process.argv.slice(2)).catch(explain)

async function run(typed: string[]): Promise<number> {
  const { name, words, options } = read(typed)
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) throw new Usage('')
  const database = await openOwnerDatabase(process.env)
  // Everything below asks the environment where the database is.
  process.env.DATABASE_URL = database.url
  try {
    await checkDatabase()
    await (command === adopt ? openKeyringToAdopt() : openKeyring())
    const say = (text: string) => void process.stdout.write(`${text}\n`)
    await command({ actor: systemActor('command line'), by: whoTypes(), words, options, say })
    return 0
  } finally {
    await closeDatabase()
    await database.leave()
  }
}

function read(typed: string[]) {
  try {
    const { positionals, values } = parseArgs({
      args: typed,
      options: { days: { type: 'string' }, yes: { type: 'boolean' } },
      allowPositionals: true,
    })
    const [name = '', ...words] = positionals
    return { name, words, options: values }
  } catch (error) {
    throw new Usage(error instanceof Error ? error.message : '')
  }
}

/** Containers often run under a number that nobody gave a name. */
function whoTypes(): string {
  try {
    return userInfo().username
  } catch {
    return `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

function explain(error: unknown): number {
  const tell = (text: string) => void process.stderr.write(`${text}\n`)
  if (error instanceof Usage) {
    tell([error.message, USAGE].filter(Boolean).join('\n'))
    return WRONG_USE
  }
  if (error instanceof StartRefused) {
    tell(error.message)
    return StartRefused.EXIT_CODE
  }
  if (isRefusal(error)) {
    tell(sentenceOf(error))
    return 1
  }
  if (isDatabaseGone(error)) {
    tell('The database cannot be reached: see that it runs and that its address is right.')
    return UNAVAILABLE
  }
  throw error
}

function sentenceOf({ reason, values }: Refusal): string {
  const sentences: Record<string, string> = messages.refusals
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, String(value)),
    sentences[reason] ?? reason,
  )
}
