import { type NextRequest, NextResponse } from 'next/server'
import { sessionCookieName } from '@/lib/access/cookie-name'

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
const OPEN = /^\/(sign-in|signed-out|api\/auth\/.+|api\/health)$/

/** Sets the headers of every answer and turns away what is plainly wrong. It is never the authority: pages and changes ask again. */
export function proxy(request: NextRequest): NextResponse {
  const { method, nextUrl, headers, cookies } = request
  const appUrl = process.env.KAGIBAN_URL ?? ''
  const policy = contentPolicy(appUrl, Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64'))

  // Next lets an action without an Origin header run, so its own check is not enough.
  if (!READS.has(method) && headers.get('origin') !== new URL(appUrl).origin)
    return secured(new NextResponse('This request does not come from Kagiban.', { status: 403 }), policy, appUrl)

  const path = nextUrl.pathname + nextUrl.search
  if (READS.has(method) && !OPEN.test(nextUrl.pathname) && !cookies.has(sessionCookieName(appUrl))) {
    const signIn = new URL('/sign-in', appUrl)
    if (path !== '/') signIn.searchParams.set('next', path)
    return secured(NextResponse.redirect(signIn), policy, appUrl)
  }

  const passedOn = new Headers(headers)
  // Next takes the nonce for its own scripts from this header; pages find theirs and their address beside it.
  passedOn.set('content-security-policy', policy.text)
  passedOn.set('x-nonce', policy.nonce)
  passedOn.set('x-kagiban-path', path)
  return secured(NextResponse.next({ request: { headers: passedOn } }), policy, appUrl)
}

function contentPolicy(appUrl: string, nonce: string) {
  const dev = process.env.NODE_ENV === 'development'
  const provider = new URL(process.env.KAGIBAN_OIDC_ISSUER ?? appUrl).origin
  const text = [
    `default-src 'none'`,
    // React's development build evaluates text to rebuild stacks.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? ` 'unsafe-eval'` : ''}`,
    dev ? `style-src 'self' 'unsafe-inline'` : `style-src 'self' 'nonce-${nonce}'`,
    // Only attributes: dialogs and menus are placed by them.
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `manifest-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    // The provider, because the sign-in form's answer leads there.
    `form-action 'self' ${provider}`,
    `frame-ancestors 'none'`,
    ...(appUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
  return { nonce, text }
}

function secured(response: NextResponse, policy: { text: string }, appUrl: string): NextResponse {
  const { headers } = response
  headers.set('content-security-policy', policy.text)
  // Not no-referrer: with that, browsers send "Origin: null", and our own check would refuse our own forms.
  headers.set('referrer-policy', 'same-origin')
  headers.set('x-content-type-options', 'nosniff')
  headers.set('x-frame-options', 'DENY')
  headers.set('cross-origin-opener-policy', 'same-origin')
  headers.set('cross-origin-resource-policy', 'same-origin')
  headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()')
  if (appUrl.startsWith('https:')) headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  return response
}

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico|icon.svg).*)'] }
