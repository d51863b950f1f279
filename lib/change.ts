import 'server-only'
import type { z } from 'zod'
import type { Actor } from '@/lib/access/actor'
import type { Permission } from '@/lib/access/permissions'
import type { Tx } from '@/lib/db/transaction'
import type { Json, Target } from '@/lib/history/event'
import type { EndState, OperationRecord } from '@/lib/operations/operation'
import type { Sealed } from '@/lib/sealing/seal'
import type { Secret } from '@/lib/sealing/secret'

/** What a change is about, as its events tell it. `detail` never holds a secret. */
export interface Subject {
  channelId?: string
  target: Target
  detail?: { [key: string]: Json }
}

/** What `prepare` decided; kept with the operation, so plain data without secrets in clear. `kind` is a token's kind, `sealed` a secret the call needs. */
export interface Plan {
  subject: Subject
  kind?: string
  sealed?: Sealed
}

/** What `save` gives back: the result for the caller, and what the event tells besides the subject. */
export interface Saved<Result> {
  result: Result
  detail?: { [key: string]: Json }
}

/** What is true of an operation whose answer nobody saw. */
export type Settlement<Answer> =
  | { state: 'done'; answer: Answer }
  | { state: 'none' | 'lost' | 'uncertain'; evidence: { [key: string]: Json | undefined } }

interface Named<Input extends z.ZodType> {
  name: Permission
  input: Input
}

/** A change that never leaves the database: `prepare` and its event are one commit, in `timeoutMs` (default 10,000). */
export interface LocalChange<Input extends z.ZodType, Result> extends Named<Input> {
  timeoutMs?: number
  prepare(tx: Tx, actor: Actor, input: z.output<Input>): Promise<Saved<Result> & { subject: Subject }>
}

/** A change that calls LINE. No function closes over anything: each gets the stored operation, so another process can go on. */
export interface RemoteChange<Input extends z.ZodType, P extends Plan, Answer, Result, Baseline = null>
  extends Named<Input> {
  /** Inside the intent's transaction: scoped reads, locks, reservations. */
  prepare(tx: Tx, actor: Actor, input: z.output<Input>, operationId: string): Promise<P>
  /** Reads LINE just before the call; what it answers is committed with `calling`. Changes nothing there. */
  baseline?(operation: OperationRecord<P, unknown>): Promise<Baseline>
  /** The network; secrets are opened only in here. The answer is plain data whose secrets are sealed; `reveal` is shown once. */
  call(operation: OperationRecord<P, Baseline>): Promise<{ answer: Answer; reveal?: Secret }>
  /** Together with the outcome, or not at all; also run later, from the spool or by the settler. */
  save(tx: Tx, operation: OperationRecord<P, Baseline>, answer: Answer): Promise<Saved<Result>>
  /** In place of `save` when the operation did not end as `done`: gives back what `prepare` reserved, keeps what settling found. */
  otherwise?(tx: Tx, operation: OperationRecord<P, Baseline>, state: EndState, evidence: Json): Promise<void>
  /** What is true when nobody saw the answer. Asked only after the fence; throws when it cannot be told yet. */
  settle(operation: OperationRecord<P, Baseline>): Promise<Settlement<Answer>>
}

// biome-ignore lint/suspicious/noExplicitAny: a list of changes holds changes of every shape; each is only ever run with its own operations
export type AnyRemoteChange = RemoteChange<any, any, any, any, any>

/** Names a change that calls LINE, so that it can be listed, checked and finished by another process. */
export function change<Input extends z.ZodType, P extends Plan, Answer, Result, Baseline = null>(
  name: Permission,
  definition: Omit<RemoteChange<Input, P, Answer, Result, Baseline>, 'name'>,
): RemoteChange<Input, P, Answer, Result, Baseline> {
  return { name, ...definition }
}

/** Names a change that never leaves the database. */
export function localChange<Input extends z.ZodType, Result>(
  name: Permission,
  definition: Omit<LocalChange<Input, Result>, 'name'>,
): LocalChange<Input, Result> {
  return { name, ...definition }
}
