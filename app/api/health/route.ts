import { database } from '@/lib/db/client'

const PATIENCE_MS = 2_000

export const dynamic = 'force-dynamic'

/** Says whether Kagiban can work: 200 when its database answers within 2 s, else 503. Tells nothing else. */
export async function GET(): Promise<Response> {
  const ok = await answersInTime(database().$queryRaw`SELECT 1`)
  const headers = { 'cache-control': 'no-store' }
  return Response.json({ status: ok ? 'ok' : 'unavailable' }, { status: ok ? 200 : 503, headers })
}

async function answersInTime(query: Promise<unknown>): Promise<boolean> {
  const answered = query.then(
    () => true,
    () => false,
  )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, false)
  })
  try {
    return await Promise.race([answered, late])
  } finally {
    clearTimeout(timer)
  }
}
