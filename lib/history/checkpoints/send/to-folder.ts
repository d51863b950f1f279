import 'server-only'
import { randomUUID } from 'node:crypto'
import { link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { env } from '@/lib/env'
import { NotDelivered } from './problem'

// As many as the largest number a checkpoint can hold, so that names sort as their places do.
const DIGITS = 16
const UNFINISHED = /^\.\d{16}\.jws\./
const UNFINISHED_MS = 60_000
// What links cannot be made by, as on some network and memory file systems.
const NO_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Writes a checkpoint into the folder as a file named by its place, whole or not at all and down to the disk. What lies
 * there under that name is never overwritten: the same is good, something else is a conflict. The folder is not made,
 * for one in place of a lost mount would only look like delivery.
 */
export async function sendToFolder(seq: bigint, jws: string): Promise<void> {
  const folder = env().KAGIBAN_CHECKPOINT_FOLDER ?? ''
  const name = `${String(seq).padStart(DIGITS, '0')}.jws`
  const content = `${jws}\n`
  await sweep(folder)
  const unfinished = join(folder, `.${name}.${randomUUID()}`)
  try {
    await write(unfinished, content)
    await place(unfinished, join(folder, name), content)
  } finally {
    await rm(unfinished, { force: true }).catch(() => {})
  }
  await flush(folder)
}

async function write(path: string, content: string): Promise<void> {
  // Signed, but no secret: whoever ships or audits the folder may read it.
  const file = await open(/* turbopackIgnore: true */ path, 'wx', 0o644)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function place(from: string, to: string, content: string): Promise<void> {
  try {
    await link(from, to)
  } catch (error) {
    const code = String((error as NodeJS.ErrnoException).code)
    if (code !== 'EEXIST' && !NO_LINKS.has(code)) throw error
    const there = await read(to)
    if (there === null) await rename(from, to)
    else if (there !== content) throw new NotDelivered('conflict')
  }
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(/* turbopackIgnore: true */ path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return null
    throw code === 'EISDIR' ? new NotDelivered('conflict') : error
  }
}

/** The name has to be on the disk as well. Windows opens no folders, and keeps names by itself. */
async function flush(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(/* turbopackIgnore: true */ folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const swept = new Set<string>()

/** Once in a process, removes what one that was killed left unfinished. */
async function sweep(folder: string): Promise<void> {
  if (swept.has(folder)) return
  for (const name of await readdir(/* turbopackIgnore: true */ folder)) {
    const path = join(folder, name)
    if (UNFINISHED.test(name) && (await stat(path)).mtimeMs < Date.now() - UNFINISHED_MS)
      await rm(path, { force: true })
  }
  swept.add(folder)
}
