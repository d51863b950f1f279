import { randomBytes } from 'node:crypto'
import type { Line, Notice } from '../../state'
import { type Html, html } from './html'
import { pageScript, pageStyle } from './page-assets'

/** A page of the console with its banner, the message of the form just sent, and a policy that runs only its own script. */
export function pageResponse(line: Line, content: Html, notice: Notice | null): Response {
  const nonce = randomBytes(16).toString('base64')
  const { markup } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>LINE stand-in: console</title>
<style nonce="${nonce}">${{ markup: pageStyle }}</style>
</head>
<body>
<header class="banner">This is not LINE. It is a local stand-in for trying Kagiban: no real channel, no real token, nothing leaves this computer.</header>
<main>
${notice ? noticeBox(notice) : null}
${content}
</main>
<footer>The stand-in's clock: <time>${new Date(line.now()).toISOString()}</time>. Expected audience: <code>${line.audience}</code>. The same as JSON: <a href="/_console/channels">channels</a>, <a href="/_console/log">calls</a>.</footer>
<script nonce="${nonce}">${{ markup: pageScript }}</script>
</body>
</html>`
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  return new Response(markup, { headers: { ...headers, 'cache-control': 'no-store' } })
}

/** A labelled value with a copy button (which shows only where script runs). */
export function copyField(label: string, id: string, value: string): Html {
  return html`<div class="copy">
<label for="${id}">${label}</label>
<input id="${id}" readonly value="${value}" spellcheck="false">
<button type="button" data-copy="${id}" aria-label="Copy ${label}" hidden>Copy</button>
</div>`
}

function noticeBox({ text, value, isRefusal }: Notice): Html {
  const copyable = value === undefined ? null : copyField('Value', 'notice-value', value)
  if (isRefusal) return html`<div class="notice refused" role="alert"><p>${text}</p></div>`
  return html`<div class="notice" role="status"><p>${text}</p>${copyable}</div>`
}
