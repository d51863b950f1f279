/** The places outside that a checkpoint can go to. */
export const TARGETS = ['folder', 'webhook', 'log'] as const
export type TargetName = (typeof TARGETS)[number]

/**
 * Why a checkpoint did not leave, in a word without any of what was sent or where to; a webhook that answers something
 * other than 2xx says `status 500`.
 */
export const DELIVERY_PROBLEMS = [
  ...['missing', 'notFolder', 'denied', 'full', 'conflict'],
  ...['timeout', 'reset', 'refused', 'unreachable', 'failed'],
] as const

/** How delivery to one configured place goes. */
export interface TargetDelivery {
  target: TargetName
  /** The last checkpoint that arrived there, and when; null while none did. */
  delivered: { seq: string; at: Date } | null
  /** How many wait, since when the first of them does, and what stood in its way last. */
  waiting: number
  since: Date | null
  problem: string | null
  /** When it is tried again; null when it is done as soon as possible. */
  nextAt: Date | null
}

/** Where checkpoints go, and the last one there is. */
export interface DeliveryView {
  targets: TargetDelivery[]
  /** `kid` names the key that signed it. */
  last: { seq: string; at: Date; kid: string } | null
}
