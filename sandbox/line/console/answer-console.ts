import type { Line, Notice } from '../state'
import { channelPage } from './pages/channel-page'
import { channelsPage } from './pages/channels-page'
import type { Html } from './pages/html'
import { pageResponse } from './pages/layout'
import { ConsoleRefusal } from './refusal'
import { type Done, routes } from './routes'

/** Answers the console: JSON to programs, pages to browsers, and to a form a redirect to the page with its message. */
export async function answerConsole(line: Line, request: Request): Promise<Response> {
  const url = new URL(request.url)
  const path = url.pathname.slice('/_console'.length)
  const page = request.method === 'GET' ? findPage(line, path, url, request) : null
  if (page) return pageResponse(line, page, takeNotice(line, url))

  const text = await request.text()
  const isForm = (request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')
  // curl says "form" of every body, so the body itself is asked first.
  const fromPage = isForm && !text.trimStart().startsWith('{')
  try {
    const done = await run(line, request.method, path, fromPage ? formInput(text) : jsonInput(text))
    if (!fromPage)
      return Response.json(done.body, { status: done.status ?? 200, headers: { 'cache-control': 'no-store' } })
    return redirect(line, done.back ?? '/_console', { text: done.notice ?? '', value: done.value, isRefusal: false })
  } catch (error) {
    if (!(error instanceof ConsoleRefusal)) throw error
    if (!fromPage) return Response.json({ message: error.message }, { status: error.status })
    return redirect(line, pagePath(path), { text: error.message, isRefusal: true })
  }
}

async function run(line: Line, method: string, path: string, input: Record<string, unknown>): Promise<Done> {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null
    if (match) return route.run(line, input, match[1] ?? '', match[2] ?? '')
  }
  throw new ConsoleRefusal(404, 'The console has no such page.')
}

function findPage(line: Line, path: string, url: URL, request: Request): Html | null {
  if (path === '' || path === '/') return channelsPage(line, url.searchParams.get('q') ?? '')
  const channel = line.state.channels.get(/^\/channels\/([^/]+)$/.exec(path)?.[1] ?? '')
  return channel && request.headers.get('accept')?.includes('text/html') ? channelPage(line, channel) : null
}

function formInput(text: string): Record<string, unknown> {
  return Object.fromEntries([...new URLSearchParams(text)].filter(([, value]) => value !== ''))
}

function jsonInput(text: string): Record<string, unknown> {
  if (text.trim() === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Not JSON: refused below, without quoting it.
  }
  throw new ConsoleRefusal(400, 'The body must be a JSON object.')
}

// A message may hold a token, so it travels by a number that works once and not in the address.
function redirect(line: Line, path: string, notice: Notice): Response {
  const id = crypto.randomUUID()
  line.notices.set(id, notice)
  return new Response(null, { status: 303, headers: { location: `${path}?notice=${id}` } })
}

function takeNotice(line: Line, url: URL): Notice | null {
  const id = url.searchParams.get('notice') ?? ''
  const notice = line.notices.get(id) ?? null
  line.notices.delete(id)
  return notice
}

function pagePath(path: string): string {
  const channelPath = /^\/channels\/\d+/.exec(path)?.[0]
  return channelPath ? `/_console${channelPath}` : '/_console'
}
