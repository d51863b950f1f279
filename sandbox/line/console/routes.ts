import type { Line } from '../state'
import * as actions from './actions'
import { issueElsewhere } from './elsewhere'
import { channelView, clockView, listedChannel } from './views'

/** What a route did: the JSON answer, and the sentence (and value to copy) for who came by a form. */
export type Done = { status?: number; body: unknown; notice?: string; value?: string; back?: string }

type Route = {
  method: string
  path: RegExp
  run(line: Line, input: Record<string, unknown>, channelId: string, kid: string): Done | Promise<Done>
}

const pageOf = (channelId: string) => `/_console/channels/${channelId}`

// A form cannot send DELETE, so `…/delete` does the same.
const deleteKey: Route['run'] = async (line, _input, channelId, kid) => {
  await actions.deleteKey(line, channelId, kid)
  return { body: { kid }, notice: 'Public key deleted.', back: pageOf(channelId) }
}

const clearFaults: Route['run'] = (line) => {
  line.faults.length = 0
  return { body: { faults: [] }, notice: 'No fault waits any more.' }
}

export const routes: readonly Route[] = [
  {
    method: 'GET',
    path: /^\/channels$/,
    run: (line) => ({ body: { channels: [...line.state.channels.values()].map(listedChannel) } }),
  },
  {
    method: 'POST',
    path: /^\/channels$/,
    run: async (line, input) => {
      const channel = await actions.createChannel(line, input)
      return { status: 201, body: listedChannel(channel), notice: 'Channel created.', back: pageOf(channel.channelId) }
    },
  },
  {
    method: 'GET',
    path: /^\/channels\/([^/]+)$/,
    run: (line, _input, channelId) => ({ body: channelView(line, actions.getChannel(line, channelId)) }),
  },
  {
    method: 'POST',
    path: /^\/channels\/([^/]+)\/keys$/,
    run: async (line, input, channelId) => {
      const kid = await actions.registerKey(line, channelId, 'publicJwk' in input ? parsed(input.publicJwk) : input)
      return {
        status: 201,
        body: { kid },
        notice: 'Public key registered. Its kid:',
        value: kid,
        back: pageOf(channelId),
      }
    },
  },
  { method: 'DELETE', path: /^\/channels\/([^/]+)\/keys\/([^/]+)$/, run: deleteKey },
  { method: 'POST', path: /^\/channels\/([^/]+)\/keys\/([^/]+)\/delete$/, run: deleteKey },
  {
    method: 'POST',
    path: /^\/channels\/([^/]+)\/secret$/,
    run: async (line, _input, channelId) => {
      const channelSecret = await actions.reissueSecret(line, channelId)
      return {
        body: { channelId, channelSecret },
        notice: 'Channel secret reissued. The old one no longer works.',
        back: pageOf(channelId),
      }
    },
  },
  {
    method: 'POST',
    path: /^\/channels\/([^/]+)\/long-lived$/,
    run: async (line, input, channelId) => {
      const accessToken = await actions.issueLongLived(line, channelId, input)
      return {
        status: 201,
        body: { accessToken },
        notice: 'Long-lived token issued:',
        value: accessToken,
        back: pageOf(channelId),
      }
    },
  },
  {
    method: 'POST',
    path: /^\/channels\/([^/]+)\/elsewhere$/,
    run: async (line, input, channelId) => {
      const issued = await issueElsewhere(line, channelId, input)
      return {
        status: 201,
        body: issued,
        notice: `A ${issued.kind} token was issued that Kagiban knows nothing of. It is shown once; paste it into Verify in Kagiban:`,
        value: issued.accessToken,
        back: pageOf(channelId),
      }
    },
  },
  { method: 'GET', path: /^\/clock$/, run: (line) => ({ body: clockView(line) }) },
  {
    method: 'POST',
    path: /^\/clock$/,
    run: async (line, input) => {
      await actions.advanceClock(line, input)
      const back = typeof input.channelId === 'string' ? pageOf(input.channelId) : undefined
      return { body: clockView(line), notice: 'Clock moved.', back }
    },
  },
  {
    method: 'POST',
    path: /^\/latency$/,
    run: (line, input) => ({ body: { ms: actions.setLatency(line, input) }, notice: 'Latency set.' }),
  },
  { method: 'GET', path: /^\/faults$/, run: (line) => ({ body: { faults: line.faults } }) },
  {
    method: 'POST',
    path: /^\/faults$/,
    run: (line, input) => {
      actions.addFault(line, input)
      return { status: 201, body: { faults: line.faults }, notice: 'The fault waits for its call.' }
    },
  },
  { method: 'DELETE', path: /^\/faults$/, run: clearFaults },
  { method: 'POST', path: /^\/faults\/clear$/, run: clearFaults },
  { method: 'GET', path: /^\/log$/, run: (line) => ({ body: { calls: line.calls } }) },
  {
    method: 'POST',
    path: /^\/reset$/,
    run: async (line) => {
      line.reset()
      await line.save()
      return { body: {}, notice: 'Everything is forgotten.' }
    },
  },
]

// The text area of the page sends JSON as text; what is no JSON is refused with the JWK.
function parsed(value: unknown): unknown {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    return null
  }
}
