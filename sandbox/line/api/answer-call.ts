import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { recordCall } from '../calls'
import { applyFault, type Outcome, takeFault } from '../faults'
import type { Line } from '../state'
import type { Delivery } from '../transport'
import { type Answer, BrokenRule, messageError } from './answers'
import { claimedIssuer } from './assertion'
import { type Endpoint, endpoints } from './endpoints'

/** Answers one call to the token API, with its fault if one waits for it. State is written before the answer leaves. */
export async function answerCall(line: Line, request: Request): Promise<Delivery> {
  const { pathname } = new URL(request.url)
  const candidates = endpoints.filter(({ path }) => path === pathname)
  const endpoint = candidates.find(({ method }) => method === request.method)
  const rawBody = await request.text()
  const fault = endpoint ? takeFault(line, endpoint.name, namedChannel(line, parametersOf(request, rawBody))) : null
  const call = recordCall(line, endpoint?.name ?? 'unknown', randomUUID(), fault?.kind ?? null)

  const work = async (): Promise<Answer> => {
    // Not documented by LINE: its answers to an unknown path and to a wrong method.
    const unknown = candidates.length > 0 ? messageError(405, 'Method Not Allowed') : messageError(404, 'Not found')
    const answer = endpoint ? await decide(line, endpoint, request, rawBody) : unknown
    if (answer.changed) await line.save()
    call.processed = true
    call.channelId = answer.channelId ?? null
    return answer
  }
  const outcome = fault ? applyFault(line, fault, work) : work().then((answer): Outcome => ({ answer }))
  const [{ answer, text, contentType, transport }] = await Promise.all([
    outcome,
    line.latencyMs > 0 && delay(line.latencyMs),
  ])

  const hasAnswer = transport?.kind !== 'reset' && transport?.kind !== 'hang'
  if (hasAnswer) call.status = answer.status
  const headers = new Headers({ 'x-line-request-id': call.requestId, date: new Date(line.now()).toUTCString() })
  const body = text ?? (answer.body ? JSON.stringify(answer.body) : null)
  if (body !== null) headers.set('content-type', contentType ?? 'application/json')
  return { response: new Response(body, { status: answer.status, headers }), transport }
}

async function decide(line: Line, endpoint: Endpoint, request: Request, rawBody: string): Promise<Answer> {
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.headers.get('content-type') ?? '')
  // Not documented by LINE: the answer to another body than a form. 415 is among its common ones.
  if (endpoint.method === 'POST' && !isForm) return messageError(415, 'Unsupported Media Type')
  const parameters = parametersOf(request, rawBody)
  try {
    return await endpoint.answer(line, parameters, rawBody)
  } catch (error) {
    if (error instanceof BrokenRule) return { ...error.answer, channelId: namedChannel(line, parameters) }
    throw error
  }
}

const parametersOf = (request: Request, rawBody: string) =>
  request.method === 'GET' ? new URL(request.url).searchParams : new URLSearchParams(rawBody)

// Only a channel that exists is named in the log: what stands in the parameter may be a secret pasted by mistake.
function namedChannel(line: Line, parameters: URLSearchParams): string | undefined {
  const named = parameters.get('client_id') || claimedIssuer(parameters.get('client_assertion') ?? '')
  return line.state.channels.get(String(named))?.channelId
}
