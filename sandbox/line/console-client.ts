import type { Call } from './calls'
import type { channelView, clockView, listedChannel } from './console/views'
import type { Fault, FaultKind } from './faults'
import type { ChannelType } from './state'

type Fetch = (input: string, init?: RequestInit) => Promise<Response>
type NewChannel = { name?: string; type?: ChannelType; channelId?: string; channelSecret?: string }
type NewFault = { endpoint: string; kind: FaultKind; times?: number; seconds?: number; channelId?: string }

/**
 * The stand-in's console for tests and the demo: over a server (`url`), or inside the process (its `fetch`). Every
 * method throws with the console's sentence when it refuses.
 */
export function lineConsole({
  url = 'http://line.test',
  fetch = globalThis.fetch as Fetch,
}: {
  url?: string
  fetch?: Fetch
}) {
  const call = async <Body>(method: string, path: string, input?: unknown): Promise<Body> => {
    const body = input === undefined ? undefined : JSON.stringify(input)
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(`${url}/_console${path}`, { method, headers, body })
    const answer = await response.json()
    if (!response.ok) throw new Error(`The LINE stand-in's console refused: ${answer.message}`)
    return answer
  }
  const ofChannel = (channelId: string) => `/channels/${channelId}`
  return {
    createChannel: (channel: NewChannel = {}) => call<ReturnType<typeof listedChannel>>('POST', '/channels', channel),
    listChannels: async () =>
      (await call<{ channels: ReturnType<typeof listedChannel>[] }>('GET', '/channels')).channels,
    getChannel: (channelId: string) => call<ReturnType<typeof channelView>>('GET', ofChannel(channelId)),
    registerKey: async (channelId: string, publicJwk: unknown) =>
      (await call<{ kid: string }>('POST', `${ofChannel(channelId)}/keys`, { publicJwk })).kid,
    deleteKey: (channelId: string, kid: string) =>
      call<{ kid: string }>('DELETE', `${ofChannel(channelId)}/keys/${kid}`),
    reissueSecret: async (channelId: string) =>
      (await call<{ channelSecret: string }>('POST', `${ofChannel(channelId)}/secret`)).channelSecret,
    issueLongLived: async (channelId: string, graceHours = 0) =>
      (await call<{ accessToken: string }>('POST', `${ofChannel(channelId)}/long-lived`, { graceHours })).accessToken,
    issueElsewhere: (channelId: string, input: { kind?: 'short-lived' | 'v2.1'; seconds?: number } = {}) =>
      call<{ accessToken: string; keyId: string | null }>('POST', `${ofChannel(channelId)}/elsewhere`, input),
    advanceClock: (advanceSeconds: number) => call<ReturnType<typeof clockView>>('POST', '/clock', { advanceSeconds }),
    setLatency: (ms: number) => call<{ ms: number }>('POST', '/latency', { ms }),
    addFault: (fault: NewFault) => call<unknown>('POST', '/faults', fault),
    faults: async () => (await call<{ faults: Fault[] }>('GET', '/faults')).faults,
    clearFaults: () => call<unknown>('DELETE', '/faults'),
    calls: async () => (await call<{ calls: Call[] }>('GET', '/log')).calls,
    reset: () => call<unknown>('POST', '/reset'),
  }
}
