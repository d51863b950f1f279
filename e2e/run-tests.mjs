// What CI runs: check, unit tests, production build, a sample of crashes, browser tests; ends with one line that counts them all.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { build } from '../lib/cli/build.mjs'

const OUTPUT = 'test-results'
const VITEST = `${OUTPUT}/vitest.json`
const CRASHES = `${OUTPUT}/crashes.json`
const PLAYWRIGHT = `${OUTPUT}/playwright.json`
const TSX = ['--conditions=react-server', '--import', 'tsx']
let passed = 0
let failed = 0
// Some tests need root or Linux and say so; elsewhere they are left out, and counted.
let skipped = 0

function stage(name, args, env = {}) {
  const since = Date.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  const ok = status === 0
  process.stdout.write(`[test] ${name}: ${ok ? 'ok' : 'FAILED'}, ${((Date.now() - since) / 1000).toFixed(1)} s\n`)
  return ok
}

function count(ok) {
  if (ok) passed++
  else failed++
}

/** Adds what a report counts; a run that failed without a failed test in its report counts as one failure. */
function countReport(ok, path, read) {
  const report = existsSync(path) ? read(JSON.parse(readFileSync(path, 'utf8'))) : { passed: 0, failed: 0, skipped: 0 }
  passed += report.passed
  failed += report.failed
  skipped += report.skipped
  if (!ok && report.failed === 0) failed++
}

rmSync(OUTPUT, { recursive: true, force: true })
mkdirSync(OUTPUT)
count(stage('generate', ['prisma/generate.mjs']))
count(stage('route types', ['node_modules/next/dist/bin/next', 'typegen']))
count(stage('types', ['node_modules/typescript/bin/tsc', '--noEmit']))
count(stage('lint', ['node_modules/@biomejs/biome/bin/biome', 'ci', '--error-on-warnings', '.']))
count(stage('schema', [...TSX, 'prisma/new-migration.mjs', '--check']))

const vitest = [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile=${VITEST}`,
]
countReport(stage('unit', vitest), VITEST, (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests,
  skipped: report.numPendingTests,
}))

// One defect of those that `npm run test:sabotage` plants.
count(stage('sabotage', [...TSX, 'e2e/sabotage/run.ts', '--only', 'the same submission is done again']))

build()
const crashes = [...TSX, 'e2e/harm/crash/main.ts', '--sample', '--report', CRASHES]
countReport(stage('crashes', crashes), CRASHES, (report) => report)
const e2e = [...TSX, 'e2e/run-browser-tests.ts']
countReport(stage('browser', e2e, { PLAYWRIGHT_JSON_OUTPUT_FILE: PLAYWRIGHT }), PLAYWRIGHT, ({ stats }) => ({
  passed: stats.expected,
  // A test that passed only the second time, or never ran because another failed, has not passed.
  failed: stats.unexpected + stats.flaky + stats.skipped,
  skipped: 0,
}))

process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
process.exit(failed === 0 ? 0 : 1)
