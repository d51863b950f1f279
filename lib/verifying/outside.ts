import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/env'

const NAME = /^0*(\d+)\.jws$/

/**
 * The checkpoints in the folder they are delivered to, of the places behind one and up to another; none where no folder is
 * configured. A folder that cannot be read is none, too: delivering to it fails, and that is told.
 */
export async function foundOutside(after: number, upTo: number): Promise<string[]> {
  const folder = env().KAGIBAN_CHECKPOINT_FOLDER
  if (!folder) return []
  const names = await readdir(folder).catch(() => [])
  const wanted = names.filter((name) => {
    const seq = Number(NAME.exec(name)?.[1] ?? 0)
    return seq > after && seq <= upTo
  })
  return Promise.all(wanted.map(async (name) => (await readFile(join(folder, name), 'utf8')).trim()))
}
