import 'server-only'

const AT_ONCE = 4

interface Waiting {
  enter(): void
}

/** Lets at most 4 calls at once through, in the order in which they came, but revokes before all others. */
export class Gate {
  #inside = 0
  readonly #revokes: Waiting[] = []
  readonly #others: Waiting[] = []

  /** Resolves once it is this call's turn, true; or false when `signal` aborts before. Each true needs one `leave`. */
  enter(isRevoke: boolean, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return Promise.resolve(false)
    if (this.#inside < AT_ONCE) {
      this.#inside++
      return Promise.resolve(true)
    }
    const queue = isRevoke ? this.#revokes : this.#others
    return new Promise((resolve) => {
      const giveUp = () => {
        queue.splice(queue.indexOf(waiting), 1)
        resolve(false)
      }
      const waiting: Waiting = {
        enter: () => {
          signal?.removeEventListener('abort', giveUp)
          resolve(true)
        },
      }
      queue.push(waiting)
      signal?.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** Lets the next one in. */
  leave(): void {
    const next = this.#revokes.shift() ?? this.#others.shift()
    if (next) next.enter()
    else this.#inside--
  }
}
