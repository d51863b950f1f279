// npm run test:sabotage [-- --only TEXT]: puts each defect into a copy of the tree and requires that a test notices it.
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFECTS, type Defect } from './defects'

const ROOT = resolve(import.meta.dirname, '..', '..')
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } })
const chosen = DEFECTS.filter(({ name }) => !values.only || values.only.some((text) => name.includes(text)))
if (chosen.length === 0) throw new Error('no such defect')

const copy = copyTree()
let failed = 0
try {
  const untouched = [...new Set(chosen.flatMap(({ tests }) => tests))]
  if (!run(untouched)) throw new Error('the tests fail already without a defect')
  for (const defect of chosen) {
    const caught = isCaught(defect)
    if (!caught) failed++
    process.stdout.write(`${caught ? 'caught' : 'NOT CAUGHT'}  ${defect.name}\n`)
  }
} finally {
  rmSync(copy, { recursive: true, force: true })
}
process.stdout.write(`[sabotage] ${chosen.length - failed} of ${chosen.length} defects caught\n`)
process.exit(failed === 0 ? 0 : 1)

function isCaught({ file, find, put, tests }: Defect): boolean {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  if (text.split(find).length !== 2) throw new Error(`${file} does not hold once: ${find}`)
  writeFileSync(
    path,
    text.replace(find, () => put),
  )
  try {
    return !run(tests)
  } finally {
    writeFileSync(path, text)
  }
}

function run(tests: string[]): boolean {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=dot', ...tests], {
    ...{ cwd: copy, stdio: 'ignore' },
    timeout: 300_000,
  })
  return status === 0
}

/** What git knows of the tree as it stands, and what is generated; node_modules is only pointed to. */
function copyTree(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-sabotage-'))
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    ...{ cwd: ROOT, encoding: 'utf8' },
    maxBuffer: 16 * 1024 * 1024,
  })
  if (listed.status !== 0) throw new Error('git cannot list the tree')
  for (const path of listed.stdout.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    cpSync(join(ROOT, path), join(folder, path))
  }
  cpSync(join(ROOT, 'lib/db/generated'), join(folder, 'lib/db/generated'), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  return folder
}
