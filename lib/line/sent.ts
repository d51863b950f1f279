import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'
import { subscribe } from 'node:diagnostics_channel'

/** What Node's fetch let us see of one call. */
export type Watch = { created: boolean; sent: boolean }

const watching = new AsyncLocalStorage<Watch>()
const watches = new WeakMap<object, Watch>()
let onlyHttp1 = true

// Documented channels of undici, which is Node's fetch. They alone tell a connection that never came about from an
// answer that never came; seen working on Node 20, 22 and 24.
subscribe('undici:request:create', (message) => {
  const watch = watching.getStore()
  if (!watch) return
  watch.created = true
  watches.set((message as { request: object }).request, watch)
})
subscribe('undici:client:sendHeaders', (message) => {
  const watch = watches.get((message as { request: object }).request)
  if (watch) watch.sent = true
})
// HTTP/2 does not announce its headers, so with it nothing can be claimed.
subscribe('undici:client:connected', (message) => {
  if ((message as { connectParams?: { version?: string } }).connectParams?.version !== 'h1') onlyHttp1 = false
})

/** Runs one fetch while `watch` notes how far it gets. */
export function watched<T>(watch: Watch, run: () => Promise<T>): Promise<T> {
  return watching.run(watch, run)
}

/** True only if it is certain that no byte of the request left; any other fetch than Node's leaves it uncertain. */
export function neverSent(watch: Watch): boolean {
  return watch.created && !watch.sent && onlyHttp1
}
