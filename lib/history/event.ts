import 'server-only'
import type { Outcome } from './schema'

/** Anything that JSON can say. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined }

/** Who did it, as the history keeps them for ever. */
export interface EventActor {
  kind: 'person' | 'system'
  id: string
  name: string
  roles: readonly string[]
  ip?: string | undefined
}

/** What it was done to; `label` is what a person calls it. */
export interface Target {
  type: string
  id: string
  label: string
}

/** One line of the history before it has its place in the chain. Never holds a secret or a full URL; LINE's own text only shortened and scrubbed. */
export interface EventInput {
  name: string
  outcome: Outcome
  actor: EventActor
  channelId?: string | undefined
  operationId?: string | undefined
  target?: Target | undefined
  detail?: Json | undefined
}
