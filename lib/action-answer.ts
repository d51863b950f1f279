import type { RefusalCode } from '@/lib/errors'

/** What a form shows after its action: nothing yet, what was done, or what was refused and beside which field. */
export type ActionAnswer<Shown = null> = { submission: string } & (
  | { status: 'idle' }
  | { status: 'done'; shown: Shown }
  | {
      status: 'refused'
      code: RefusalCode | 'internal'
      message: string
      fields: Record<string, string>
      /** What was typed, so that nothing is lost; never a secret. */
      values: Record<string, string>
    }
)

/** A server action as a form gets it, for `useActionState`. */
export type FormAction<Shown = null> = (before: ActionAnswer<Shown>, form: FormData) => Promise<ActionAnswer<Shown>>
