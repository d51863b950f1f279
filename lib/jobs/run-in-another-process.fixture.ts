import { boot, stopOnSignals } from '@/lib/boot'

// A process that works on the jobs until a test kills it, or tells it to stop.
await boot()
stopOnSignals()
setInterval(() => {}, 1_000)
