// Writes the Prisma client into lib/db/generated, but only when the schema, its config or Prisma itself has changed:
// install scripts are off, so every script that needs the client calls this first, and it must cost next to nothing.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const stamp = `${root}lib/db/generated/.made-from`
const prisma = createRequire(import.meta.url).resolve('prisma/package.json')

const hash = createHash('sha256')
for (const file of [prisma, `${root}prisma/schema.prisma`, `${root}prisma.config.ts`]) hash.update(readFileSync(file))
const wanted = hash.digest('hex')

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  const cli = fileURLToPath(new URL('build/index.js', `file://${prisma}`))
  const made = spawnSync(process.execPath, [cli, 'generate'], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  })
  if (made.status !== 0) {
    process.stderr.write(`${made.stdout}${made.stderr}prisma generate failed\n`)
    process.exit(1)
  }
  mkdirSync(`${root}lib/db/generated`, { recursive: true })
  writeFileSync(stamp, wanted)
}
