import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { defineConfig } from 'prisma/config'

// Prisma's CLI downloads a native engine that `generate` never runs, and fails where it may not. Where there is none,
// name node instead: `generate` is content, and a command that would really need the engine fails loudly.
const prismaCli = createRequire(createRequire(import.meta.url).resolve('prisma/package.json'))
const engines = dirname(prismaCli.resolve('@prisma/engines/package.json'))
if (!readdirSync(engines).some((name) => name.startsWith('schema-engine-'))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath
}

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // Only Prisma's own `migrate` commands look at it; Kagiban hands its address to the client itself.
  datasource: { url: process.env.DATABASE_URL ?? '' },
})
