import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { PEOPLE } from './people'

const STYLE = `
  :root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --quiet: light-dark(#5b6163, #a3aaac);
    --line: light-dark(#d5dadb, #3a4042); background: light-dark(#f7f9f8, #111413); color: light-dark(#15191a, #eef1f0) }
  body { max-width: 24rem; margin: 12vh auto; padding: 0 1rem }
  h1 { font-size: 1.35rem; margin: 0 0 .25rem }
  p { margin: 0 0 1.5rem; color: var(--quiet) }
  a { color: inherit }
  button { display: flex; align-items: center; justify-content: space-between; gap: 1rem; width: 100%; min-height: 2.9rem;
    margin: 0 0 .5rem; padding: .5rem .9rem; font: inherit; text-align: start; border: 1px solid var(--line);
    border-radius: .5rem; background: light-dark(#fff, #191d1c); color: inherit; cursor: pointer }
  button:hover { border-color: currentColor }
  small { color: var(--quiet) }`

const NOTE = 'A local stand-in for your identity provider. Its people are made up, and no password is asked.'

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The list of people to sign in as; `again` when the application asked for a fresh sign-in. */
export function signInPage(again: boolean): { title: string; body: string } {
  const buttons = PEOPLE.map(
    ({ id, name, roles }) =>
      `<button name="person" value="${escaped(id)}"><span>${escaped(name)}</span> <small>${roles.join(', ') || 'no role'}</small></button>`,
  )
  return {
    title: again ? 'Sign in again' : 'Sign in',
    body: `<p>${NOTE}</p><form method="post">${buttons.join('')}</form>`,
  }
}

/** Asks before a sign-out that nothing proves to come from the person; `form` is the provider's own. */
export function signOutPage(form: string): { title: string; body: string } {
  return {
    title: 'Sign out',
    body: `<p>${NOTE}</p>${form}<button form="op.logoutForm" name="logout" value="yes">Sign out of the stand-in</button>`,
  }
}

/** Tells what went wrong, and the way back to the application. */
export function faultPage(what: string, appUrl: string): { title: string; body: string } {
  return {
    title: 'This did not work',
    body: `<p>${NOTE}</p><p>${escaped(what)}</p><p><a href="${escaped(appUrl)}">Back to Kagiban</a></p>`,
  }
}

/** The finished page and its headers; it needs no script, so it may run none. */
export function render({ title, body }: { title: string; body: string }, appUrl: string) {
  const nonce = randomBytes(16).toString('base64')
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · stand-in</title><style nonce="${nonce}">${STYLE}</style><main><h1>${title}</h1>${body}</main></html>`
  const policy = [
    `default-src 'none'`,
    `style-src 'nonce-${nonce}'`,
    `form-action 'self' ${new URL(appUrl).origin}`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ')
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
    },
  }
}

/** Sends a page outside the provider's own routes. */
export function send(response: ServerResponse, status: number, page: { title: string; body: string }, appUrl: string) {
  const { html, headers } = render(page, appUrl)
  response.writeHead(status, headers).end(html)
}
