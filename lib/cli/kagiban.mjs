#!/usr/bin/env node
// The installed command. Runs the TypeScript beside it in a process that resolves `server-only` and `@/…` as Kagiban does.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const COMMANDS = { start: './start.ts' }

const [name, ...rest] = process.argv.slice(2)
const file = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name] : undefined
if (!file) {
  process.stderr.write(`usage: kagiban ${Object.keys(COMMANDS).join(' | ')}\n`)
  process.exit(64)
}

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const child = spawn(
  process.execPath,
  ['--conditions=react-server', '--import', import.meta.resolve('tsx'), here(file), ...rest],
  { stdio: 'inherit', env: { ...process.env, TSX_TSCONFIG_PATH: here('../../tsconfig.json') } },
)
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
