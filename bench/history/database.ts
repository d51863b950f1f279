import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDatabase } from '@/lib/db/client'
import { startEmbedded } from '@/lib/db/embedded'
import { env } from '@/lib/env'
import { openKeyring } from '@/lib/sealing/open-keyring'
import { createTemplate } from '@/sandbox/database/template'

/** A migrated database whose every commit is on disk, as in production. */
export interface BenchDatabase {
  ownerUrl: string
  folder: string
}

/** Makes a database of its own, which `database()` of this process uses meanwhile, and leaves nothing behind. */
export async function onDatabase<T>(work: (database: BenchDatabase) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-bench-history-'))
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  const server = await startEmbedded(folder)
  try {
    const { ownerUrl, url } = await createTemplate(server.url)
    const settings = {
      ...{ KAGIBAN_MODE: 'sandbox', KAGIBAN_URL: 'http://localhost:3000', DATABASE_URL: url },
      ...{ KAGIBAN_SESSION_SECRET: 'nobody signs in here, 32 or more', KAGIBAN_ROLE_GROUPS: 'x=operator' },
      ...{ KAGIBAN_OIDC_ISSUER: 'http://127.0.0.1:9', KAGIBAN_OIDC_CLIENT_ID: 'x', KAGIBAN_OIDC_CLIENT_SECRET: 'x' },
      ...{ KAGIBAN_LINE_URL: 'http://127.0.0.1:9', KAGIBAN_DATA_DIR: folder, KAGIBAN_LOG_LEVEL: 'error' },
      KAGIBAN_ROOT_KEY_FILE: join(folder, 'root-key'),
    }
    Object.assign(process.env, settings)
    Object.assign(env(), settings)
    await openKeyring()
    return await work({ ownerUrl, folder })
  } finally {
    await closeDatabase()
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
