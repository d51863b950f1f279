import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '@/lib/db/embedded'

/** Calls `work` with the address of a PostgreSQL, removed afterwards, on which databases may be made. */
export async function withShadowServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'kagiban-shadow-'))
  // mkdtemp shuts everybody else out, and the server root starts is somebody else.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711)
  try {
    const server = await startEmbedded(folder, 'fsync = off\n')
    return await work(server.url).finally(server.stop)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
