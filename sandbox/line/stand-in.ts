import { answerCall } from './api/answer-call'
import { answerConsole } from './console/answer-console'
import { loadState, stateWriter } from './persistence'
import { emptyState, type Line, type State } from './state'
import { type Delivery, deliverInProcess } from './transport'

export type LineStandInOptions = {
  /** Folder in which the state outlives a restart; without it the state is in memory only. */
  dataDir?: string
  /** The `aud` an assertion must name. */
  audience?: string
  /** Every answer of the API (not of the console) takes at least this long. */
  latencyMs?: number
}

export type LineStandIn = {
  /** Give this to a client as its `fetch`. The origin of the URL does not matter. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>
  /** The same for a server, which carries faults itself. */
  handle(request: Request): Promise<Delivery>
  /** Drops work that waits for its time, and writes the state a last time. */
  close(): Promise<void>
}

/** Begins a LINE stand-in whose state is in memory. Its console is under `/_console` of the same `fetch`. */
export function createLineStandIn(options: Omit<LineStandInOptions, 'dataDir'> = {}): LineStandIn {
  return begin(emptyState(), options)
}

/** Begins a LINE stand-in with the state that its data folder holds. */
export async function openLineStandIn(options: LineStandInOptions): Promise<LineStandIn> {
  return begin(await loadState(options.dataDir), options)
}

function begin(state: State, options: LineStandInOptions): LineStandIn {
  const timers = new Set<NodeJS.Timeout>()
  const dropTimers = () => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
  }
  const line: Line = {
    audience: options.audience ?? 'https://api.line.me/',
    latencyMs: options.latencyMs ?? 0,
    state,
    faults: [],
    calls: [],
    notices: new Map(),
    elsewhereKeys: new Map(),
    now: () => Date.now() + state.clockOffsetMs,
    save: stateWriter(state, options.dataDir),
    later(seconds, work) {
      const timer = setTimeout(() => {
        timers.delete(timer)
        // Nobody waits for this answer any more; a failed write shows itself at the next call.
        work().catch(() => undefined)
      }, seconds * 1000)
      timer.unref()
      timers.add(timer)
    },
    reset() {
      dropTimers()
      Object.assign(state, emptyState())
      line.faults.length = 0
      line.calls.length = 0
      line.elsewhereKeys.clear()
    },
  }
  const handle = async (request: Request): Promise<Delivery> => {
    const { pathname } = new URL(request.url)
    // Kagiban knows LINE's address only, and in the sandbox leads people to it.
    if (pathname === '/') return { response: new Response(null, { status: 303, headers: { location: '/_console' } }) }
    if (pathname === '/_console' || pathname.startsWith('/_console/')) {
      return { response: await answerConsole(line, request) }
    }
    return answerCall(line, request)
  }
  return {
    fetch: async (input, init) => {
      const request = new Request(input, init)
      request.signal.throwIfAborted()
      return deliverInProcess(handle(request), request.signal)
    },
    handle,
    close: async () => {
      dropTimers()
      await line.save()
    },
  }
}
