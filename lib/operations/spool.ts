import { constants } from 'node:fs'
import { mkdir, open as openFile, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import 'server-only'
import type { AnyRemoteChange } from '@/lib/change'
import { env } from '@/lib/env'
import { StartRefused } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { openJson, type Sealed, sealJson } from '@/lib/sealing/seal'
import { type Ender, endOperation, finishOperation } from './finish'
import { SETTLER } from './operation'
import { findOperation } from './store'

const ENDING = '.sealed.json'
const HALF = '.new'
/** Between the operation's id and the ending, where there is no answer but what ends the operation without one. */
const END = '.end'
const folder = () => join(/* turbopackIgnore: true */ env().KAGIBAN_DATA_DIR, 'spool')
const contextOf = (id: string, isEnd: boolean) => ({ table: 'Operation', column: isEnd ? 'ending' : 'answer', id })

/** How an operation ends that LINE answered with a no, or in a way nobody can read. */
export interface SpooledEnd {
  state: 'failed' | 'unknown'
  ender: Ender
}

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
  await spool(operationId + ENDING, await sealJson(contextOf(operationId, false), answer))
}

/** Keeps how an operation ended that could not be saved, with LINE's answer if that could not be read; as an answer is. */
export async function spoolEnd(operationId: string, end: SpooledEnd): Promise<void> {
  await spool(operationId + END + ENDING, await sealJson(contextOf(operationId, true), end))
}

async function spool(name: string, sealed: Sealed): Promise<void> {
  await mkdir(folder(), { recursive: true, mode: 0o700 })
  const path = join(folder(), name)
  writing.add(name)
  try {
    const file = await openFile(path + HALF, 'w', 0o600)
    try {
      await file.writeFile(JSON.stringify(sealed))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(path + HALF, path)
  } finally {
    writing.delete(name)
  }
  const handle = await openFile(folder(), constants.O_RDONLY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** What this process is writing just now; any other half is of one that was killed. */
const writing = new Set<string>()

let draining: Promise<void> | undefined

/**
 * Saves every spooled answer whose operation is known, one that was written and never renamed too; a file is removed only
 * after its commit. Who asks while it is being done waits for that.
 */
export function drainSpool(changes: readonly AnyRemoteChange[]): Promise<void> {
  draining ??= drainAll(changes).finally(() => {
    draining = undefined
  })
  return draining
}

async function drainAll(changes: readonly AnyRemoteChange[]): Promise<void> {
  for (const file of await readdir(folder()).catch(() => [])) {
    const name = file.endsWith(HALF) ? file.slice(0, -HALF.length) : file
    if (!name.endsWith(ENDING) || (name !== file && writing.has(name))) continue
    const isEnd = name.endsWith(END + ENDING)
    const id = name.slice(0, -(isEnd ? END + ENDING : ENDING).length)
    try {
      await drainOne(id, file, isEnd, changes)
      await rm(join(folder(), file))
      log('warn', 'spool.saved', { operation: id })
    } catch (error) {
      log('error', 'spool.kept', { operation: id, ...faultFields(error) })
    }
  }
}

async function drainOne(id: string, file: string, isEnd: boolean, changes: readonly AnyRemoteChange[]): Promise<void> {
  const sealed = JSON.parse(await readFile(join(folder(), file), 'utf8')) as Sealed
  const answer = await openJson(contextOf(id, isEnd), sealed)
  const operation = await findOperation(id)
  const change = changes.find((one) => one.name === operation?.change)
  if (!operation || !change) throw new Error('spooled for an operation or change that does not exist here')
  if (isEnd) {
    const { state, ender } = answer as SpooledEnd
    const detail = { ...ender.detail, from: 'spool' }
    // The settler may have called it abandoned meanwhile; what it concluded since stays.
    await endOperation(change, operation, ['calling', 'unknown'], state, { ...ender, detail })
    return
  }
  await finishOperation(change, operation, answer, {
    actor: SETTLER,
    outcome: 'settled',
    detail: { state: 'done', from: 'spool' },
  })
}
