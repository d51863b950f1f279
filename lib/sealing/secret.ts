import { inspect } from 'node:util'
import 'server-only'

/**
 * A value that must not be printed, logged or sent: printed it is `[secret]`, as JSON `{}`.
 * A class instance cannot be handed to a client component, so a render that tries fails loudly;
 * a `toJSON` would make that leak quiet, which is why there is none.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself. Only `lib/sealing`, `lib/line` and the one answer that shows an issued token may call this. */
  expose(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  [Symbol.toPrimitive](): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
