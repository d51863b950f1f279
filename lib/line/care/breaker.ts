import 'server-only'

const FAILURES = 5
const WINDOW_MS = 60_000
const OPEN_MS = 60_000

/**
 * Stops calling a LINE that does not answer: 5 failures within 60 s open it, and after 60 s it is half-open, which means
 * that one read may try. Each request counts, also those of one call's several tries.
 */
export class Breaker {
  #failedAt: number[] = []
  #openUntil: number | undefined
  /** Whether the read that may try is under way. */
  trying = false

  /** How long it stays open, in ms; 0 when it is half-open or closed. */
  left(): number {
    return Math.max(0, (this.#openUntil ?? 0) - performance.now())
  }

  get isHalfOpen(): boolean {
    return this.#openUntil !== undefined && this.left() === 0
  }

  /** Counts a failure; answers whether it is open now. */
  fail(pace: number): boolean {
    const now = performance.now()
    this.#failedAt = [...this.#failedAt.filter((at) => at > now - WINDOW_MS * pace), now]
    // Half-open it takes no second failure: the one try has told.
    if (this.isHalfOpen || (this.#openUntil === undefined && this.#failedAt.length >= FAILURES))
      this.#openUntil = now + OPEN_MS * pace
    return this.#openUntil !== undefined
  }

  close(): void {
    this.#failedAt = []
    this.#openUntil = undefined
  }
}
