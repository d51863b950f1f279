import 'server-only'

const AWAY = /^\/(sign-in|signed-out|api)(\/|$)/

/**
 * Where to go after signing in: the path and query of an address of our own, else `/`. Takes a path or a whole address,
 * as next-auth hands whole ones back; other sites and pages that only lead back to signing in become `/`.
 */
export function ownPath(wanted: unknown, ownUrl: string): string {
  if (typeof wanted !== 'string' || !URL.canParse(wanted, ownUrl)) return '/'
  const url = new URL(wanted, ownUrl)
  if (url.origin !== new URL(ownUrl).origin || AWAY.test(url.pathname)) return '/'
  // A path of two slashes would be read as another host by whoever resolves it next.
  return `${url.pathname.replace(/^\/+/, '/')}${url.search}`
}
