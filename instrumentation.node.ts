import { boot } from '@/lib/boot'
import { closeDatabase } from '@/lib/db/client'

/** Starts Kagiban inside the server and lets go of the database when it is told to stop. */
export async function start(): Promise<void> {
  await boot()
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      void closeDatabase().finally(() => process.exit(0))
    })
}
