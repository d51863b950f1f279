import { randomUUID } from 'node:crypto'
import { type Door, postAction } from '../action'

/** What one issue through the action gave, and when it was in hand. */
export interface ActionIssue {
  keyId: string
  tokenMs: number
}

// Flat, because a v2.1 token ends no other one.
const DONE = /"status":"done","shown":(\{[^{}]*\})/

/**
 * Issues a token as the sheet on the tokens page does. The answer streams: first the token, which the sheet shows at
 * once, then the page drawn anew; this resolves with the last byte. Throws when no token came back.
 */
export async function issueByAction(door: Door, actionId: string, channelId: string): Promise<ActionIssue> {
  const start = performance.now()
  const form = { channelId, submission: randomUUID(), purpose: 'Bench', life: 'hour' }
  const response = await postAction(door, `/channels/${channelId}/tokens?issue`, actionId, form)
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
