/** Runs once before the first request. What needs Node stands in a file of its own, so that no other runtime loads it. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === 'nodejs') await (await import('./instrumentation.node')).start()
}
