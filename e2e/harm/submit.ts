import { request } from 'node:http'
import { actionBody } from '@/bench/action'
import type { IssuedKind } from '@/lib/tokens/schema'
import type { Stage } from './stage'

/** What came back to a form: a value, a yes without one, a no with its code, or a connection that broke. */
export interface Answer {
  status: 'done' | 'refused' | 'broken'
  value: string | null
  code: string | null
}

type Door = Stage['door']
type Fields = Readonly<Record<string, string>> & { submission: string; channelId: string }

/** Submits the sheet's form for a token of a kind. */
export function submitIssue(
  door: Door,
  url: string,
  kind: IssuedKind,
  fields: Fields & { proof?: string },
): Promise<Answer> {
  return submit(door, url, door.issue, { kind, purpose: 'Harm', life: 'day', ...fields })
}

/** Submits a form to one instance as a browser behind a balancer would; never throws. */
export async function submit(door: Door, url: string, actionId: string, fields: Fields): Promise<Answer> {
  const encoded = new Response(actionBody(fields))
  const body = Buffer.from(await encoded.arrayBuffer())
  const headers = {
    accept: 'text/x-component',
    'next-action': actionId,
    'content-type': encoded.headers.get('content-type') ?? '',
    'content-length': body.length,
    host: new URL(door.kagibanUrl).host,
    origin: door.kagibanUrl,
    cookie: door.cookie,
  }
  return new Promise((done) => {
    let text = ''
    const sent = request(
      `${url}/channels/${fields.channelId}/tokens?issue`,
      { method: 'POST', headers },
      (response) => {
        response.setEncoding('utf8')
        response.on('data', (piece: string) => {
          text += piece
        })
        response.on('close', () => done(read(text)))
        response.on('error', () => {})
      },
    )
    sent.on('error', () => done(read(text)))
    sent.end(body)
  })
}

/** Opens a page at one instance as the signed-in person; answers its status, or null when nothing came. */
export function visit(door: Door, url: string, path: string): Promise<number | null> {
  const headers = { host: new URL(door.kagibanUrl).host, cookie: door.cookie }
  return new Promise((done) => {
    const sent = request(`${url}${path}`, { headers, timeout: 5000 }, (response) => {
      response.resume()
      response.on('error', () => {})
      response.on('close', () => done(response.complete ? (response.statusCode ?? null) : null))
    })
    sent.on('timeout', () => sent.destroy())
    sent.on('error', () => done(null))
    sent.end()
  })
}

function read(text: string): Answer {
  const value = /"status":"done","shown":\{[^}]*"value":"([^"]+)"/.exec(text)?.[1] ?? null
  const code = /"status":"refused","code":"([a-z_]+)"/.exec(text)?.[1] ?? null
  if (value || /"status":"done"/.test(text)) return { status: 'done', value, code }
  return { status: code ? 'refused' : 'broken', value, code }
}
