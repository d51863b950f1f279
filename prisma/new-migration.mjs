// npm run db:new-migration -- NAME   writes the migration that leads from prisma/migrations to schema.prisma.
// npm run db:check                   fails when the two disagree.
// Prisma's own `migrate dev` wants a native engine that is downloaded; this drives the same engine compiled to WASM.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { withShadowAdapter } from './shadow-adapter.mjs'
import { withShadowServer } from './shadow-server'

const MIGRATIONS = 'prisma/migrations'
const SCHEMA = 'prisma/schema.prisma'
const DIFFERENT = 2

function loadEngine() {
  const folder = dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'))
  const wasm = new WebAssembly.Module(readFileSync(`${folder}/schema_engine_bg.wasm`))
  const instance = new WebAssembly.Instance(wasm, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return glue.SchemaEngine
}

function migrationsAsWritten() {
  const folders = readdirSync(MIGRATIONS, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  return {
    tag: 'migrations',
    baseDir: MIGRATIONS,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(`${MIGRATIONS}/migration_lock.toml`, 'utf8') },
    shadowDbInitScript: '',
    migrationDirectories: folders
      .map((entry) => entry.name)
      .sort()
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(`${MIGRATIONS}/${path}/migration.sql`, 'utf8') },
        },
      })),
  }
}

async function difference(shadowAdapter) {
  const content = readFileSync(SCHEMA, 'utf8')
  const factory = bindMigrationAwareSqlAdapterFactory(shadowAdapter)
  const engine = await loadEngine().new({ datamodels: [[SCHEMA, content]] }, () => {}, factory)
  const parameters = {
    from: migrationsAsWritten(),
    to: { tag: 'schemaDatamodel', files: [{ path: SCHEMA, content }] },
    script: true,
    exitCode: true,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  }
  const found = await engine.diff(parameters).catch((error) => {
    // What the database said stays outside the engine, which knows only its number.
    const id = Number(/error id#(\d+)/.exec(error.message)?.[1])
    throw factory.errorRegistry.consumeError(id)?.error ?? error
  })
  return found.exitCode === DIFFERENT ? found.stdout : null
}

const name = process.argv[2]
if (!name) {
  process.stderr.write('usage: npm run db:new-migration -- NAME\n')
  process.exit(64)
}
const sql = await withShadowServer((url) => withShadowAdapter(url, difference))
if (sql === null) {
  process.stdout.write('prisma/schema.prisma and prisma/migrations agree\n')
} else if (name === '--check') {
  process.stderr.write(`prisma/schema.prisma has changes without a migration (npm run db:new-migration):\n${sql}`)
  process.exitCode = 1
} else {
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = `${MIGRATIONS}/${stamp}_${name.toLowerCase().replace(/\W+/g, '_')}`
  mkdirSync(folder)
  writeFileSync(`${folder}/migration.sql`, sql)
  process.stdout.write(
    `wrote ${folder}/migration.sql: read it, and add what Prisma cannot say (checks, partial indexes)\n`,
  )
}
