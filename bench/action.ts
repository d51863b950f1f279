import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Where the server action is, and who calls it. */
export interface Door {
  kagibanUrl: string
  cookie: string
  /** The id the build gave to `issueTokenAction`. */
  actionId: string
}

/** The id under which the build in `.next` knows an exported server action. */
export function findActionId(exportedName: string): string {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8'))
  const actions = Object.entries(manifest.node as Record<string, { exportedName?: string }>)
  const found = actions.find(([, action]) => action.exportedName === exportedName)
  if (!found) throw new Error(`the build has no server action ${exportedName}`)
  return found[0]
}

/** What one issue through the action gave, and when it was in hand. */
export interface ActionIssue {
  keyId: string
  tokenMs: number
}

/** A form as React sends it to an action: [previous answer, FormData], the form's fields under the number of the form, the arguments last. */
export function actionBody(form: Readonly<Record<string, string>> & { submission: string }): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(form)) body.append(`_1_${name}`, value)
  body.set('0', JSON.stringify([{ status: 'idle', submission: form.submission }, '$K1']))
  return body
}

// Flat, because a v2.1 token ends no other one.
const DONE = /"status":"done","shown":(\{[^{}]*\})/

/**
 * Issues a token as the sheet on the tokens page does. The answer streams: first the token, which the sheet shows at
 * once, then the page drawn anew; this resolves with the last byte. Throws when no token came back.
 */
export async function issueByAction({ kagibanUrl, cookie, actionId }: Door, channelId: string): Promise<ActionIssue> {
  const start = performance.now()
  const form = { channelId, submission: randomUUID(), purpose: 'Bench', life: 'hour' }
  const response = await fetch(`${kagibanUrl}/channels/${channelId}/tokens?issue`, {
    method: 'POST',
    headers: { accept: 'text/x-component', 'next-action': actionId, origin: kagibanUrl, cookie },
    body: actionBody(form),
  })
  let text = ''
  let found: ActionIssue | undefined
  for await (const piece of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += piece
    const shown = found ? undefined : DONE.exec(text)?.[1]
    if (!shown) continue
    const { value, keyId } = JSON.parse(shown) as { value: string | null; keyId: string }
    if (value) found = { keyId, tokenMs: performance.now() - start }
  }
  if (found) return found
  const refused = /"status":"refused","code":"([a-z_]+)"/.exec(text)?.[1]
  throw new Error(`the action answered ${response.status} ${refused ?? 'without a token'}`)
}
