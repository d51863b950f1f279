import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  resolve: {
    alias: [
      { find: /^@\//, replacement: here('./') },
      // Outside Next nothing resolves the react-server condition, so server-only would throw.
      { find: 'server-only', replacement: here('./node_modules/server-only/empty.js') },
    ],
  },
  test: {
    globalSetup: 'sandbox/database/vitest-setup.ts',
    include: ['{lib,app,components,sandbox,messages,bench}/**/*.test.ts'],
    // An odd zone, so that a forgotten time zone fails here and not in a customer's night.
    env: { TZ: 'Asia/Kathmandu' },
    // They wait for sockets and fences more than they compute.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
