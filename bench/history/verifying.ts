import { hash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { systemActor } from '@/lib/access/actor'
import { exportHistory } from '@/lib/exports/export-history'
import { streamHistory } from '@/lib/exports/stream-history'
import { perform } from '@/lib/perform'
import { verifyFiles } from '@/lib/verifying/verify-history.mjs'
import { walk } from '@/lib/verifying/walk'

const MIB = 1024 * 1024

/** Exports the whole history into a file; answers how many MiB the process grew by at most meanwhile, and how long it took. */
export async function exportTo(file: string): Promise<{ grewMiB: number; seconds: number }> {
  const actor = systemActor('command line')
  const { result } = await perform(actor, exportHistory, { format: 'jsonl' })
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss)
  }, 50)
  const start = performance.now()
  // What a browser would take: bytes, as fast as they come.
  await pipeline(Readable.fromWeb(streamHistory(actor, result) as never), createWriteStream(file))
  clearInterval(watch)
  return { grewMiB: Math.round((most - before) / MIB), seconds: (performance.now() - start) / 1000 }
}

/** Seconds to verify: the file as an auditor does, the database as Kagiban does, and bare SHA-256 over the file's bytes, line by line. */
export async function measureVerifying(file: string): Promise<{ file: number; database: number; bare: number }> {
  return {
    bare: await timed(() => hashLines(file)),
    file: await timed(() => verified(file)),
    database: await timed(walked),
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

async function verified(file: string): Promise<void> {
  const { problems } = await verifyFiles([file], undefined)
  if (problems.length > 0) throw new Error('the export does not hold')
}

async function walked(): Promise<void> {
  for (let from = { seq: 0, hash: '0'.repeat(64) }; ; ) {
    const { at, end, problems } = await walk(from, 5_000)
    if (problems.length > 0) throw new Error('the history does not hold')
    if (end) return
    from = at
  }
}

async function hashLines(file: string): Promise<void> {
  let rest = Buffer.alloc(0)
  for await (const piece of createReadStream(file, { highWaterMark: MIB })) {
    const bytes = Buffer.concat([rest, piece])
    let from = 0
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, from)) {
      hash('sha256', bytes.subarray(from, at), 'hex')
      from = at + 1
    }
    rest = bytes.subarray(from)
  }
}
