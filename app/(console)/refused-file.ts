import { randomUUID } from 'node:crypto'
import 'server-only'
import { isRefusal } from '@/lib/errors'
import { faultFields, log } from '@/lib/log'
import { getWords } from '@/lib/words/server'

/**
 * In place of a file that is not given out, its reason in words, for there is no page behind it. `next` is where whoever
 * has to sign in goes on; `fault` names the line of the log for what nobody expected.
 */
export async function refusedFile(error: unknown, { next, fault }: { next: string; fault: string }): Promise<Response> {
  const words = await getWords('refusals')
  if (isRefusal(error) && error.code === 'signed_out') {
    const query = new URLSearchParams({ why: error.reason, next })
    return new Response(null, { status: 303, headers: { location: `/sign-in?${query}` } })
  }
  if (isRefusal(error) && error.code === 'forbidden') return inWords(words('forbidden'), 403)
  if (isRefusal(error) && error.code === 'not_found')
    return inWords((words as unknown as (key: string) => string)(error.reason), 404)
  const reference = randomUUID().slice(0, 8)
  log('error', fault, { reference, ...faultFields(error) })
  return inWords(words('internal', { reference }), 500)
}

const inWords = (text: string, status: number) =>
  new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } })
