import 'server-only'
import { database } from '@/lib/db/client'

/** True when the history's last verification found something. */
export async function isHistoryBroken(): Promise<boolean> {
  const [found] = await database().$queryRaw<{ broken: boolean }[]>`
    SELECT EXISTS (SELECT FROM "HistoryCheck" WHERE problem IS NOT NULL AND problem <> 'null') AS broken`
  return found?.broken ?? false
}
