import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const INPUTS = ['app', 'components', 'lib', 'messages', 'prisma/schema.prisma', 'public']
const FILES = /^(proxy|instrumentation.*|next\.config|postcss\.config|tsconfig|package-lock|package)\.\w+$/
const HASH_FILE = '.next/source-hash'

/** Builds the server that production runs into `.next/standalone`, unless the one there was made from these sources. */
export function build() {
  const hash = sourceHash()
  const fresh = existsSync(HASH_FILE) && readFileSync(HASH_FILE, 'utf8') === hash
  if (fresh && existsSync('.next/standalone/server.js')) return
  run('prisma/generate.mjs')
  run('node_modules/next/dist/bin/next', 'build')
  cpSync('.next/static', '.next/standalone/.next/static', { recursive: true })
  if (existsSync('public')) cpSync('public', '.next/standalone/public', { recursive: true })
  writeFileSync(HASH_FILE, hash)
}

function run(...args) {
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env })
  if (status !== 0) process.exit(status ?? 1)
}

function sourceHash() {
  const hash = createHash('sha256')
  const add = (path) => {
    if (!existsSync(path) || path.endsWith('generated') || /\.test(-d)?\.tsx?$/.test(path)) return
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name))
    else hash.update(path).update(readFileSync(path))
  }
  const root = readdirSync('.').filter((name) => FILES.test(name))
  for (const path of [...INPUTS, ...root.sort()]) add(path)
  return hash.digest('hex')
}

if (import.meta.url === `file://${process.argv[1]}`) build()
