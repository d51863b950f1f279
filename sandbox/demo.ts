import { build } from '@/lib/cli/build.mjs'
import { StartRefused } from '@/lib/errors'
import { PEOPLE } from './identity/people'
import { makeSample } from './sample'
import { type Sandbox, startSandbox } from './start-sandbox'

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort())

const dev = process.argv.includes('--dev')
if (!dev) build()
try {
  const sandbox = await startSandbox({ dataDir: '.kagiban', dev, signal: stopped.signal })
  const waiting = await makeSample(sandbox)
  if (!stopped.signal.aborted) process.stdout.write(welcome(sandbox, waiting))
  process.exitCode = await sandbox.exited
} catch (error) {
  if (!(error instanceof StartRefused)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = StartRefused.EXIT_CODE
}

function welcome({ url, lineUrl }: Sandbox, waiting: string | undefined): string {
  const people = PEOPLE.map(({ name, roles }) => `    ${padded(name, 20)} ${roles.join(' and ') || 'no role'}`)
  return `
  Kagiban, in a sandbox       ${url}
  LINE's console, stood in    ${lineUrl}/_console

  Sign in as one of
${people.join('\n')}
${waiting === undefined ? '' : `\n  Begin with the channel ${waiting}: it is in LINE's console, and not yet here.\n`}
  Ctrl-C stops everything; the data stays in .kagiban.
`
}

/** Kanji are two columns wide. */
function padded(text: string, columns: number): string {
  const width = [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 2 : 1), 0)
  return text + ' '.repeat(Math.max(0, columns - width))
}
