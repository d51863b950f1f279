import { parseArgs } from 'node:util'
import { startLineServer } from './server'

const usage = 'Usage: npm run sandbox:line -- --port N [--audience URL] [--latency MS]'

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, audience: { type: 'string' }, latency: { type: 'string' } },
  })
  const port = wholeNumber(values.port, 65_535)
  const latencyMs = wholeNumber(values.latency ?? '0', 600_000)
  const dataDir = process.env.KAGIBAN_DATA_DIR || '.kagiban'
  const server = await startLineServer({ port, dataDir, audience: values.audience, latencyMs })
  process.stdout.write(`LINE stand-in: ${server.url}\nConsole:       ${server.url}/_console\nCtrl-C stops it.\n`)
  const stop = () => {
    server.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

function wholeNumber(text: string | undefined, highest: number): number {
  if (text === undefined || !/^\d+$/.test(text) || Number(text) > highest) throw new Error(usage)
  return Number(text)
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  // 78 is EX_CONFIG: starting again will not help.
  process.exit(process.env.KAGIBAN_MODE === 'production' ? 78 : 1)
})
