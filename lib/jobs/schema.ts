import { z } from 'zod'
import { channelFilter } from '@/lib/channels/schema'
import { issueTokenInput, type TokenView } from '@/lib/tokens/schema'

/** What can be done to many at once, and to what of them. */
export const JOB_CHANGES = {
  'token.verify': 'tokens',
  'channel.sync': 'channels',
  'channel.check': 'channels',
  'token.issue': 'channels',
  'token.revoke': 'tokens',
} as const satisfies Record<string, 'tokens' | 'channels'>
export type JobChange = keyof typeof JOB_CHANGES
const changes = Object.keys(JOB_CHANGES) as [JobChange, ...JobChange[]]
export const jobChange = z.enum(changes)

/** How many channels or tokens one job takes at most: an incident of 200 channels may hold 60 tokens of each. */
export const MOST_ITEMS = 20_000

/** And how many channels are issued for: somebody has to wait for the values, at a few a minute. */
export const MOST_ISSUES = 1_000

export const JOB_STATES = ['running', 'done', 'cancelled'] as const
export type JobState = (typeof JOB_STATES)[number]
export const ITEM_STATES = ['waiting', 'running', 'done', 'failed', 'unknown', 'cancelled'] as const
export type ItemState = (typeof ITEM_STATES)[number]

const ids = z
  .array(z.uuid('channel'))
  .min(1, 'required')
  .transform((list) => [...new Set(list)])

/**
 * Which are meant: channels by their ids, all that a filter of the list lets through, single tokens, or those a job issued
 * whose values nobody has taken.
 */
export const jobSelection = z.union([
  z.object({ channels: ids }),
  z.object({ filter: channelFilter }),
  z.object({
    tokens: z.array(z.object({ channelId: z.uuid('channel'), tokenId: z.uuid('token') })).min(1, 'required'),
  }),
  z.object({ untakenOf: z.uuid('choose') }),
])
export type JobSelection = z.output<typeof jobSelection>

// RSA, 2048 to 4096 bits, the public half alone, with the exponent WebCrypto is asked for; a modulus has no leading zero.
const MODULUS = /^[B-Za-z0-9_-][A-Za-z0-9_-]{341,682}$/
const EXPONENT = 'AQAB'
const rsaPublicJwk = z.object({ kty: z.literal('RSA'), n: z.string().regex(MODULUS), e: z.literal(EXPONENT) })
export type RecipientJwk = z.output<typeof rsaPublicJwk>

const parsed = (text: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'selection' })
    return z.NEVER
  }
}
/** A form has only text, so there it comes as JSON. */
const orAsJson = <T extends z.ZodType>(shape: T) =>
  z.union([z.string().transform(parsed), z.custom<z.input<T>>()]).pipe(shape)

const word = z.string().optional()
const issueFields = {
  kind: word,
  proof: word,
  life: word,
  lifeAmount: word,
  lifeUnit: word,
  purpose: word,
  owner: word,
  reason: word,
}

/**
 * What starting a job asks. `submission` becomes the job's id, so that a form sent twice starts one job. `confirm` is asked
 * before several tokens are revoked; the other fields are those of one issue, the same for every channel.
 */
export const startJobInput = z
  .object({
    submission: z.uuid().optional(),
    change: z.enum(changes, 'choose'),
    select: orAsJson(jobSelection),
    confirm: z.string().trim().default(''),
    recipient: orAsJson(rsaPublicJwk).optional(),
    incidentId: z.uuid().optional(),
    ...issueFields,
  })
  .transform(({ submission, change, select, confirm, recipient, incidentId, ...issue }, context) => {
    const asked = { submission, change, select, confirm, recipient, incidentId }
    if (change !== 'token.issue') return { ...asked, input: {} }
    const checked = issueTokenInput.safeParse({ ...issue, channelId: crypto.randomUUID() })
    for (const { path, message } of checked.error?.issues ?? []) context.addIssue({ code: 'custom', path, message })
    if (!recipient) context.addIssue({ code: 'custom', path: ['recipient'], message: 'recipient' })
    return { ...asked, input: JSON.parse(JSON.stringify(issue)) as Record<string, string> }
  })

/** Cancelling asks only for the job. */
export const cancelJobInput = z.object({ jobId: z.uuid() })

/** The list's place, as its URL says it. */
export const jobsPlace = z.object({ before: z.uuid().optional().catch(undefined) })

/** How many values a browser says at once that it has (`received`), and that a person has taken (`taken`). */
export const MOST_RECEIVED = 100
export const MOST_TAKEN = 500
export const deliveriesInput = z.object({
  received: z.array(z.uuid()).max(MOST_RECEIVED).default([]),
  taken: z.array(z.uuid()).max(MOST_TAKEN).default([]),
})

/** Which items of a job are shown, and from where on. */
export const itemsPlace = z.object({
  show: z.enum(['problems', 'all', 'untaken']).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(MOST_ITEMS).optional().catch(undefined),
})

/** What the list of jobs shows of one. */
export interface JobRow {
  id: string
  change: JobChange
  state: JobState
  startedBy: string
  createdAt: Date
  /** Null while anything of it still waits or runs, also after it was cancelled. */
  endedAt: Date | null
  incidentId: string | null
  /** Whether LINE did not answer, so that all of it waits until LINE does. */
  waitsForLine: boolean
  counts: Record<ItemState, number>
  total: number
}

/** A job on its own page. */
export interface JobView extends JobRow {
  startedById: string | null
  /** Of revoked tokens: how many are proven gone by now. */
  proven: number
  /** Issued values that wait for the browser that holds their key. */
  undelivered: number
  /** Issued tokens that still work and whose value nobody is known to have taken; those that can be revoked among them. */
  untaken: number
  untakenRevocable: number
}

/** What a job would do just now, before it is begun: to how many, some of their names, and what has to be typed. */
export interface JobPreview {
  change: JobChange
  items: number
  channels: number
  labels: string[]
  /** Single tokens that were chosen, the first of them. */
  tokens: TokenView[]
  confirm: { expected: string; reason: string } | null
}

/** How a token is asked for; a stateless one in two ways. */
export const ISSUE_WAYS = ['v2.1', 'assertion', 'secret', 'short-lived'] as const
export type IssueWay = (typeof ISSUE_WAYS)[number]

/** What is known to be in the way of issuing for a channel. */
export const ISSUE_BLOCKS = ['archived', 'frozen', 'kind', 'key', 'secret', 'full'] as const
export type IssueBlock = (typeof ISSUE_BLOCKS)[number]

/** What issuing for many would do just now: for how many in each way, and for which it would not, and why. */
export interface IssuePreview {
  channels: number
  labels: string[]
  /** How many one person may begin to issue within a minute. */
  perMinute: number
  ways: Record<IssueWay, { ready: number; blocked: { why: IssueBlock; count: number; labels: string[] }[] }>
}

/** Why an item failed: a refusal's reason, which names a sentence, and what fills its places. */
export interface ItemEnding {
  reason: string
  values?: Record<string, string | number>
}

/** One channel or token of a job. */
export interface JobItemRow {
  id: string
  position: number
  channelId: string
  channelName: string
  tokenId: string | null
  label: string
  state: ItemState
  ending: ItemEnding | null
  result: Record<string, unknown> | null
  /** How the operation of an unknown one was settled; null while it is not, and for all others. */
  settled: string | null
  /** Of a token, one that was issued too: whether it is live, revoking or gone by now. */
  tokenState: string | null
  notBefore: Date
  endedAt: Date | null
}

/** An issued value on its way: encrypted to the key of the browser that started the job. */
export interface Delivery {
  itemId: string
  channelId: string
  channelName: string
  lineChannelId: string
  jwe: string
}

/** How far a job is, as the page that waits for its values is told beside them. */
export interface Progress {
  total: number
  counts: Record<ItemState, number>
  ended: boolean
  undelivered: number
}

/** What the page that waits for values is answered. */
export interface DeliveriesAnswer {
  deliveries: Delivery[]
  progress: Progress
}
