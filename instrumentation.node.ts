import { boot, stopOnSignals } from '@/lib/boot'

/** Starts Kagiban inside the server, and ends it in order when it is told to stop. */
export async function start(): Promise<void> {
  await boot()
  stopOnSignals()
}
