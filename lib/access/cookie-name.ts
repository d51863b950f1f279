import 'server-only'

/**
 * The name of the cookie that holds the sealed session id; `url` is KAGIBAN_URL. Over https a browser takes a `__Host-`
 * cookie only from this very host, so no neighbouring subdomain can plant one. Also read by `proxy.ts`.
 */
export function sessionCookieName(url: string): string {
  return url.startsWith('https://') ? '__Host-kagiban-session' : 'kagiban-session'
}
