import { constants } from 'node:fs'
import { mkdir, open as openFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import 'server-only'
import type { AnyRemoteChange } from '@/lib/change'
import { env } from '@/lib/env'
import { StartRefused } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { openJson, type Sealed, sealJson } from '@/lib/sealing/seal'
import { finishOperation } from './finish'
import { SETTLER } from './operation'
import { findOperation } from './store'

const ENDING = '.sealed.json'
const folder = () => join(/* turbopackIgnore: true */ env().KAGIBAN_DATA_DIR, 'spool')
const contextOf = (id: string) => ({ table: 'Operation', column: 'answer', id })

/** Refuses to start where nothing could be kept: that would come out only when a token is in hand and the database is gone. */
export async function checkSpool(): Promise<void> {
  const trial = join(folder(), `trial-${process.pid}`)
  try {
    await mkdir(folder(), { recursive: true, mode: 0o700 })
    await writeFile(trial, '', { mode: 0o600 })
    await rm(trial)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartRefused(
      `Kagiban cannot write into ${folder()} (${code}): set KAGIBAN_DATA_DIR to a folder it may write into, on a disk that outlives a restart.`,
    )
  }
}

/**
 * Keeps an answer that could not be saved: sealed, in a file of its own, on disk before this returns (file and folder
 * are fsynced). Throws when the disk refuses.
 */
export async function spoolAnswer(operationId: string, answer: unknown): Promise<void> {
  const sealed = await sealJson(contextOf(operationId), answer)
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const path = join(folder(), operationId + ENDING)
  const file = await openFile(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(sealed))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
  const handle = await openFile(folder(), constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

let draining: Promise<void> | undefined

/**
 * Saves every spooled answer whose operation is known; a file is removed only after its commit. Who asks while it is
 * being done waits for that.
 */
export function drainSpool(changes: readonly AnyRemoteChange[]): Promise<void> {
  draining ??= drainAll(changes).finally(() => {
    draining = undefined
  })
  return draining
}

async function drainAll(changes: readonly AnyRemoteChange[]): Promise<void> {
  for (const name of await readdir(folder()).catch(() => [])) {
    if (!name.endsWith(ENDING)) continue
    const id = name.slice(0, -ENDING.length)
    try {
      await drainOne(id, changes)
      await rm(join(folder(), name))
      log('warn', 'spool.saved', { operation: id })
    } catch (error) {
      log('error', 'spool.kept', { operation: id, ...faultFields(error) })
    }
  }
}

async function drainOne(id: string, changes: readonly AnyRemoteChange[]): Promise<void> {
  const sealed = JSON.parse(await readFile(join(folder(), id + ENDING), 'utf8')) as Sealed
  const answer = await openJson(contextOf(id), sealed)
  const operation = await findOperation(id)
  const change = changes.find((one) => one.name === operation?.change)
  if (!operation || !change) throw new Error('spooled for an operation or change that does not exist here')
  await finishOperation(change, operation, answer, {
    actor: SETTLER,
    outcome: 'settled',
    detail: { state: 'done', from: 'spool' },
  })
}
