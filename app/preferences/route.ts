import { cookies } from 'next/headers'
import { env } from '@/lib/env'
import { PREFERENCES } from '@/lib/words/preferences'

const YEAR_SECONDS = 365 * 24 * 3600

/**
 * Remembers how this browser wants to read (language, time zone, theme) and goes back to where the form was. Not in
 * the history: it changes nothing but cookies of its own. `proxy.ts` has refused foreign origins before.
 */
export async function POST(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData())
  const jar = await cookies()
  for (const [field, { cookie, accepts }] of Object.entries(PREFERENCES)) {
    const value = form.get(field)
    if (typeof value !== 'string' || !accepts(value)) continue
    const secure = env().KAGIBAN_URL.startsWith('https:')
    jar.set(cookie, value, { path: '/', sameSite: 'lax', httpOnly: true, secure, maxAge: YEAR_SECONDS })
  }
  return new Response(null, { status: 303, headers: { location: pathBack(request) } })
}

/** The path of the page that sent the form, if it is ours; a bare path, so that it cannot lead elsewhere. */
function pathBack(request: Request): string {
  const referer = request.headers.get('referer')
  if (!referer || !URL.canParse(referer)) return '/'
  const { origin, pathname, search } = new URL(referer)
  if (origin !== new URL(env().KAGIBAN_URL).origin || pathname.startsWith('//')) return '/'
  return pathname + search
}
