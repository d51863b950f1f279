import 'server-only'
import { isDatabaseGone } from '@/lib/db/errors'
import { StartRefused } from '@/lib/errors'
import { startKagiban } from './launch'

// EX_UNAVAILABLE: worth another try, unlike 78.
const UNAVAILABLE = 69

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopped.abort())

try {
  const kagiban = await startKagiban({
    env: process.env,
    dev: process.argv.includes('--dev'),
    signal: stopped.signal,
    onReady: (url) => process.stdout.write(`Kagiban is ready: ${url}\n`),
  })
  process.exitCode = await kagiban.exited
} catch (error) {
  process.exitCode = explain(error)
}

function explain(error: unknown): number {
  if (stopped.signal.aborted) return 0
  if (error instanceof StartRefused) {
    process.stderr.write(`${error.message}\n`)
    return StartRefused.EXIT_CODE
  }
  if (isDatabaseGone(error)) {
    process.stderr.write('The database cannot be reached: see that it runs and that DATABASE_URL is right.\n')
    return UNAVAILABLE
  }
  throw error
}
