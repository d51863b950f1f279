import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findActor } from '@/lib/access/actor'

/** The auditor's file, to be carried away and run anywhere; next.config.mjs has it stand beside the server. */
export async function GET(): Promise<Response> {
  const actor = await findActor()
  if (typeof actor === 'string')
    return new Response(null, { status: 303, headers: { location: '/sign-in?next=/history/proof' } })
  const file = await readFile(join(process.cwd(), 'lib/verifying/verify-history.mjs'), 'utf8')
  return new Response(file, {
    headers: {
      'content-type': 'text/javascript; charset=utf-8',
      'content-disposition': 'attachment; filename="verify-history.mjs"',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  })
}
