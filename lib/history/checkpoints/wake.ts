import 'server-only'

// Next loads a module once per module graph; who waits and who wakes must meet.
const home = globalThis as typeof globalThis & { kagibanDeliver?: (() => void) | undefined }

/** Says what is to be done when a checkpoint wants to leave. */
export function onCheckpoint(work: (() => void) | undefined): void {
  home.kagibanDeliver = work
}

/** Has the checkpoints that wait be delivered now; nothing where nobody delivers, as in a command. */
export function deliverSoon(): void {
  home.kagibanDeliver?.()
}
