/** A browser as far as signing in needs one: it keeps cookies by host, follows redirects and names its origin. */
export function browser() {
  const jars = new Map<string, Map<string, string>>()
  const jarOf = (url: string) => {
    const { hostname } = new URL(url)
    const jar = jars.get(hostname) ?? new Map<string, string>()
    jars.set(hostname, jar)
    return jar
  }
  const cookieFor = (url: string) => [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ')

  async function visit(address: string, form?: Record<string, string>): Promise<{ url: string; html: string }> {
    let request: RequestInit = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
    for (let url = address; ; request = {}) {
      const headers = { cookie: cookieFor(url), ...(request.method && { origin: new URL(url).origin }) }
      const response = await fetch(url, { ...request, headers, redirect: 'manual' })
      for (const line of response.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
        if (value === '') jarOf(url).delete(name)
        else jarOf(url).set(name, value)
      }
      const location = response.headers.get('location')
      const html = await response.text()
      if (!location) return { url, html }
      url = new URL(location, url).href
    }
  }
  return { visit, cookieFor }
}

/** Signs a person of the identity stand-in in, as a browser without script does; answers the cookies for Kagiban. */
export async function signIn(kagibanUrl: string, person: string): Promise<string> {
  const { visit, cookieFor } = browser()
  const { html } = await visit(`${kagibanUrl}/sign-in`)
  const people = await visit(`${kagibanUrl}/api/auth/signin/sso`, {
    csrfToken: hiddenField(html, 'csrfToken'),
    callbackUrl: hiddenField(html, 'callbackUrl'),
  })
  const { url } = await visit(people.url, { person })
  if (!url.startsWith(kagibanUrl) || url.includes('/sign-in')) throw new Error(`${person} could not sign in`)
  return cookieFor(kagibanUrl)
}

function hiddenField(html: string, name: string): string {
  const field = html.match(new RegExp(`<input[^>]*name="${name}"[^>]*>`))?.[0]
  const value = field?.match(/value="([^"]*)"/)?.[1]
  if (value === undefined) throw new Error(`the sign-in page has no field ${name}`)
  return value
}
