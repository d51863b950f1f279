import 'server-only'
import type { Actor } from '@/lib/access/actor'

/** What a command is given: who acts, who that is at the command line, what was typed, and where to answer. */
export interface Given {
  actor: Actor
  by: string
  words: string[]
  options: { days?: string | undefined; yes?: boolean | undefined }
  say(text: string): void
}

/** Typed in a way that means nothing here. */
export class Usage extends Error {
  override readonly name = 'Usage'
}

/** An instant as operators compare it. */
export const instant = (at: Date | null | undefined) => (at ? at.toISOString().replace(/\.\d+Z$/, 'Z') : 'never')
