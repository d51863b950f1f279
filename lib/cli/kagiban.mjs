#!/usr/bin/env node
// The installed command. Runs the TypeScript beside it in a process that resolves `server-only` and `@/…` as Kagiban does.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const COMMANDS = { start: './start.ts', history: './history.ts' }
/** What needs nothing but node, so that it is the same as the file an auditor carries away. */
const ALONE = { 'history verify': '../verifying/verify-history.mjs' }

const given = process.argv.slice(2)
const named = (commands, name) => (Object.hasOwn(commands, name) ? commands[name] : undefined)
const alone = named(ALONE, given.slice(0, 2).join(' '))
const file = alone ?? named(COMMANDS, given[0] ?? '')
if (!file) {
  process.stderr.write(
    'usage: kagiban start | kagiban history verify FILE… | kagiban history status, prune, hold, release, holds, adopt\n',
  )
  process.exit(64)
}

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const loaders = alone ? [] : ['--conditions=react-server', '--import', import.meta.resolve('tsx')]
const child = spawn(process.execPath, [...loaders, here(file), ...given.slice(alone ? 2 : 1)], {
  stdio: 'inherit',
  env: { ...process.env, TSX_TSCONFIG_PATH: here('../../tsconfig.json') },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 1
})
