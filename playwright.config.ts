import { defineConfig } from '@playwright/test'

const { CHROMIUM_PATH, E2E_URL, E2E_SOME, PLAYWRIGHT_JSON_OUTPUT_FILE } = process.env

/** The search for leaks looks at what all the others left behind. */
const ALONE = 'leaks.spec.ts'
/** For looking at, not for passing: `npm run e2e -- --project pictures`. */
const PICTURES = 'pictures.spec.ts'

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'e2e/output/results',
  workers: E2E_SOME ? 1 : 2,
  retries: 0,
  timeout: 30_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  projects: [
    { name: 'journeys', testIgnore: [ALONE, PICTURES] },
    // When only some are asked for, one after the other, the rest must not run before them.
    { name: 'alone', testMatch: ALONE, workers: 1, dependencies: E2E_SOME ? [] : ['journeys'] },
    ...(E2E_SOME?.includes('pictures') ? [{ name: 'pictures', testMatch: PICTURES }] : []),
  ],
  reporter: [['list'], ...(PLAYWRIGHT_JSON_OUTPUT_FILE ? [['json'] as const] : [])],
  use: {
    baseURL: E2E_URL ?? 'http://localhost:3000',
    locale: 'en-US',
    timezoneId: 'Asia/Tokyo',
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
    launchOptions: {
      ...(CHROMIUM_PATH ? { executablePath: CHROMIUM_PATH } : {}),
      args: ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-gpu'],
    },
  },
})
