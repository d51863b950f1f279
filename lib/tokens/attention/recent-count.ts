import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { countAttention } from './queries'

const FRESH_MS = 5_000

let counted: { at: number; total: Promise<number> } | undefined

/**
 * The same count, at most five seconds old: it stands beside every page, and what it counts is the same for everybody
 * who may see it.
 */
export function recentAttentionCount(actor: Actor, now = Date.now()): Promise<number> {
  demand(actor, 'channel.read')
  demand(actor, 'token.read')
  if (!counted || now - counted.at > FRESH_MS) {
    const total = countAttention(actor)
    counted = { at: now, total }
    // What failed is asked anew next time.
    total.catch(() => {
      counted = undefined
    })
  }
  return counted.total
}
