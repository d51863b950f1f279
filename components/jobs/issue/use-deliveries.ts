'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DeliveriesAnswer, Delivery, Progress } from '@/lib/jobs/schema'
import { openDelivery } from './recipient'

const EVERY_MS = 1000
/** As many as one request may say. */
const RECEIVED_AT_ONCE = 100
const TAKEN_AT_ONCE = 500

/** An issued token in this page; its value is null once it was wiped. */
export interface Value {
  itemId: string
  channelName: string
  lineChannelId: string
  value: string | null
  taken: boolean
}

/** Why nothing comes just now. */
export type Trouble = 'signedOut' | 'notStarted' | 'broken'

/**
 * Fetches the values of a job as they are issued, decrypts each with this page's key, and then says that it has it. They
 * are in this hook's state and nowhere else; `take` says that a person has them, `wipe` forgets them.
 */
export function useDeliveries(jobId: string, key: CryptoKey) {
  const [values, setValues] = useState<readonly Value[]>([])
  const [unreadable, setUnreadable] = useState(0)
  const [progress, setProgress] = useState<Progress | null>(null)
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const known = useRef(new Set<string>())
  const unsaid = useRef({ received: new Set<string>(), taken: new Set<string>() })
  const wake = useRef(() => {})

  useEffect(() => {
    let stopped = false
    const { received, taken } = unsaid.current

    const keep = async ({ itemId, channelName, lineChannelId, jwe }: Delivery) => {
      if (known.current.has(itemId)) return
      known.current.add(itemId)
      received.add(itemId)
      try {
        const value = await openDelivery(jwe, key, itemId)
        setValues((last) => [...last, { itemId, channelName, lineChannelId, value, taken: false }])
      } catch {
        // Nobody else could read it either; the job's page tells that nobody has taken it.
        setUnreadable((count) => count + 1)
      }
    }
    const ask = async (): Promise<Progress | null> => {
      const said = { received: [...received].slice(0, RECEIVED_AT_ONCE), taken: [...taken].slice(0, TAKEN_AT_ONCE) }
      const answer = await post(jobId, said)
      if (typeof answer === 'string') {
        setTrouble(answer)
        return null
      }
      for (const id of said.received) received.delete(id)
      for (const id of said.taken) taken.delete(id)
      for (const delivery of answer.deliveries) await keep(delivery)
      setTrouble(null)
      setProgress(answer.progress)
      return answer.progress
    }
    const go = async () => {
      while (!stopped) {
        const last = await ask()
        const isOver = last?.ended && last.undelivered === 0
        await new Promise<void>((awake) => {
          wake.current = awake
          if (!isOver || received.size > 0 || taken.size > 0) setTimeout(awake, EVERY_MS)
        })
      }
    }
    void go()
    return () => {
      stopped = true
      wake.current()
    }
  }, [jobId, key])

  const take = useCallback((ids: readonly string[]) => {
    for (const id of ids) unsaid.current.taken.add(id)
    setValues((last) => last.map((each) => (ids.includes(each.itemId) ? { ...each, taken: true } : each)))
    wake.current()
  }, [])
  const wipe = useCallback(() => setValues((last) => last.map((each) => ({ ...each, value: null }))), [])
  return { values, unreadable, progress, trouble, take, wipe }
}

async function post(jobId: string, said: { received: string[]; taken: string[] }): Promise<DeliveriesAnswer | Trouble> {
  try {
    const response = await fetch(`/jobs/${jobId}/deliveries`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(said),
      cache: 'no-store',
      // What was taken is said even if the page goes meanwhile.
      keepalive: true,
    })
    if (response.ok) return (await response.json()) as DeliveriesAnswer
    return response.status === 401 ? 'signedOut' : response.status === 404 ? 'notStarted' : 'broken'
  } catch {
    return 'broken'
  }
}
