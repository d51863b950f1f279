import { randomUUID } from 'node:crypto'
import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import 'server-only'
import { z } from 'zod'
import { getWords } from '#words'
import { type Actor, currentActor } from '@/lib/access/actor'
import { isOwnOrigin } from '@/lib/access/origin'
import type { ActionAnswer, FormAction } from '@/lib/action-answer'
import type { LocalChange, Plan, RemoteChange } from '@/lib/change'
import { isRefusal, Refusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { type Performed, perform } from '@/lib/perform'

interface Options<R, Shown> {
  /** The fields that are given back when the input is refused. A secret is never one of them. */
  keep?: readonly string[]
  /** The field each of LINE's refusals is about, by its reason, so that its sentence stands beside that field. */
  beside?: Readonly<Record<string, string>>
  /** Another sentence for some reasons: of a stored secret LINE's no means something else than of one just typed. */
  instead?: Readonly<Record<string, string>>
  /** Where to go afterwards; without it the page is drawn anew. */
  goTo?: (done: Performed<R>) => string
  /** False when the form asks for the page itself once it has its answer, so that the answer need not wait for the page. */
  redraw?: false
  /** What the answer shows; the one place a revealed value can pass through. */
  show?: (done: Performed<R>, actor: Actor) => Shown
}

/**
 * Makes a form's action of a change: own origin, actor, checked input, perform, answer. An expected no becomes a sentence
 * beside its field; anything else is logged once, and the person gets its reference.
 */
export function serverAction<I extends z.ZodType, P extends Plan, A, R, B, Shown = null>(
  change: LocalChange<I, R> | RemoteChange<I, P, A, R, B>,
  options: Options<R, Shown> = {},
): FormAction<Shown> {
  return async (_before, form) => {
    const input = Object.fromEntries([...form].filter(([name]) => !name.startsWith('$ACTION')))
    const submission = z.uuid().safeParse(input.submission).data
    let done: Performed<R>
    let actor: Actor
    try {
      if (!isOwnOrigin(await headers())) throw new Refusal('forbidden', 'foreignOrigin')
      actor = await currentActor()
      // The input's type is checked by the change itself; a form has only text.
      done = await perform(actor, change as RemoteChange<I, P, A, R, B>, input as z.input<I>, { submission })
    } catch (error) {
      if (isRefusal(error) && error.code === 'signed_out') redirect(`/sign-in?why=${error.reason}`)
      // A no from LINE, or none at all, may have changed what the page shows; a wrong field has not.
      if (!(error instanceof z.ZodError)) refresh()
      return {
        ...(await refused(error, change.name, options)),
        values: kept(input, options.keep),
        submission: randomUUID(),
      }
    }
    // Before going elsewhere too, because what is there may share a layout that shows what was changed.
    if (options.redraw !== false) refresh()
    if (options.goTo) redirect(options.goTo(done))
    return { status: 'done', shown: (options.show?.(done, actor) ?? null) as Shown, submission: randomUUID() }
  }
}

const kept = (input: Record<string, FormDataEntryValue>, keep: readonly string[] = []) =>
  Object.fromEntries(keep.flatMap((name) => (typeof input[name] === 'string' ? [[name, input[name]]] : [])))

type Refused = Omit<Extract<ActionAnswer, { status: 'refused' }>, 'values' | 'submission'>

async function refused(
  error: unknown,
  change: string,
  { beside = {}, instead = {} }: Pick<Options<unknown, unknown>, 'beside' | 'instead'>,
): Promise<Refused> {
  const sentence = sentences(await getWords('refusals'))
  if (error instanceof z.ZodError) {
    const invalid = sentences(await getWords('invalid'))
    // Turned round, so that of several issues with a field the first one stays.
    const issues = error.issues.toReversed()
    const fields = Object.fromEntries(issues.map((issue) => [issue.path.join('.'), invalid(issue.message)]))
    return { status: 'refused', code: 'invalid', message: sentence('invalid'), fields }
  }
  if (isRefusal(error)) {
    const message = sentence(instead[error.reason] ?? error.reason, error.values)
    const field = error.field ?? beside[error.reason]
    return { status: 'refused', code: error.code, message, fields: field ? { [field]: message } : {} }
  }
  const reference = randomUUID().slice(0, 8)
  log('error', 'action.fault', { change, reference, ...faultFields(error) })
  return { status: 'refused', code: 'internal', message: sentence('internal', { reference }), fields: {} }
}

/** The sentence of a key that is only known at run time; a form that was tampered with can meet one nobody wrote. */
function sentences(words: unknown): (key: string, values?: Record<string, string | number>) => string {
  const known = words as { (key: string, values?: object): string; has(key: string): boolean }
  return (key, values) => (known.has(key) ? known(key, values) : known('other'))
}
