import 'server-only'

/** When LINE answers 429 and does not say for how long. */
const UNSAID_SECONDS = 60
/** A pause that is longer than a person will wait for is believed for an hour, then LINE is asked anew. */
const MOST_SECONDS = 3600

/** How long LINE wants to be left alone by one class of calls. */
export class Pause {
  #until = 0

  /** Begins, or prolongs, a pause by what LINE said with a 429. */
  begin(retryAfterSeconds: number | undefined, pace: number): void {
    const seconds = Math.min(retryAfterSeconds ?? UNSAID_SECONDS, MOST_SECONDS)
    this.#until = Math.max(this.#until, performance.now() + seconds * 1000 * pace)
  }

  /** What is left of it, in ms; 0 when there is none. */
  left(): number {
    return Math.max(0, this.#until - performance.now())
  }
}
