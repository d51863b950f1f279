import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Provider from 'oidc-provider'
import { type Application, configuration } from './configuration'
import { faultPage, send, signInPage } from './pages'
import { PEOPLE } from './people'
import { quietly } from './quietly'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])
const FORM_CAP = 1024

/**
 * Starts the identity provider's stand-in on 127.0.0.1, `port` 0 for a free one; it is another site than the app on
 * localhost, as a real one is. Refuses an app that is not on this machine.
 */
export async function startIdentityProvider({
  port,
  ...application
}: Application & { port: number }): Promise<{ url: string; close: () => Promise<void> }> {
  if (!LOOPBACK.has(new URL(application.appUrl).hostname))
    throw new Error('The identity stand-in signs people in to an app on this machine only.')
  const server = createServer()
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const settings = await configuration(application)
  const provider = await quietly(async () => new (await import('oidc-provider')).default(url, settings))
  const rest = provider.callback()
  server.on('request', (request, response) => {
    const inInteraction = /^\/interaction\/[\w-]+$/.test(new URL(request.url ?? '/', url).pathname)
    if (!inInteraction) return rest(request, response)
    interact(provider, request, response, application.appUrl).catch(() =>
      send(response, 400, faultPage('This sign-in has expired. Start again.', application.appUrl), application.appUrl),
    )
  })
  return { url, close: () => close(server) }
}

async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse, appUrl: string) {
  const { prompt } = await provider.interactionDetails(request, response)
  if (request.method !== 'POST') return send(response, 200, signInPage(prompt.reasons.includes('login_prompt')), appUrl)
  const chosen = (await readForm(request)).get('person')
  const person = PEOPLE.find((one) => one.id === chosen)
  if (!person) return send(response, 400, faultPage('There is no such person here.', appUrl), appUrl)
  const login = { accountId: person.id, amr: ['pwd'] }
  await provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false })
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const piece of request) {
    text += piece
    if (text.length > FORM_CAP) break
  }
  return new URLSearchParams(text)
}

async function close(server: ReturnType<typeof createServer>): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}
