import { database } from '@/lib/db/client'
import { isHistoryBroken } from '@/lib/history/health/broken'
import { isHistoryWritable } from '@/lib/history/health/writable'

const PATIENCE_MS = 2_000

export const dynamic = 'force-dynamic'

type Status = 'ok' | 'unavailable' | 'history-unwritable' | 'history-broken'

/**
 * Says whether Kagiban can work: 200, or 503 when its database does not answer within 2 s, its history cannot be written,
 * or the last verification found the history broken. `?only=database` asks for the first alone: for what decides where
 * requests go, because people must still be able to look at a history that is broken. Tells nothing else.
 */
export async function GET(request: Request): Promise<Response> {
  const only = new URL(request.url).searchParams.get('only')
  const status = await findStatus(only === 'database')
  const headers = { 'cache-control': 'no-store' }
  return Response.json({ status }, { status: status === 'ok' ? 200 : 503, headers })
}

async function findStatus(onlyDatabase: boolean): Promise<Status> {
  const patience = AbortSignal.timeout(PATIENCE_MS)
  if (!(await inTime(database().$queryRaw`SELECT 1`, patience))) return 'unavailable'
  if (onlyDatabase) return 'ok'
  const [writable, broken] = await Promise.all([
    inTime(isHistoryWritable(), patience),
    inTime(isHistoryBroken(), patience),
  ])
  if (!writable) return 'history-unwritable'
  if (broken === undefined) return 'unavailable'
  return broken ? 'history-broken' : 'ok'
}

/** What was asked, or nothing once patience has run out or the asking failed. */
function inTime<T>(asked: Promise<T>, patience: AbortSignal): Promise<T | undefined> {
  return new Promise((resolve) => {
    if (patience.aborted) resolve(undefined)
    patience.addEventListener('abort', () => resolve(undefined), { once: true })
    asked.then(resolve, () => resolve(undefined))
  })
}
