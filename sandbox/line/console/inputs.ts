import { z } from 'zod'
import { endpointName } from '../api/endpoints'
import { faultKinds } from '../faults'
import { channelTypes } from '../state'
import { ConsoleRefusal } from './refusal'

const digits = z.string().regex(/^\d{1,20}$/, 'is a number')
const hex = z.string().regex(/^[0-9a-f]{32}$/, 'has 32 characters of 0-9 and a-f')
// A form sends numbers as text.
const number = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?$/)]).transform(Number)
const endpoint = z.string().transform((method, context) => {
  const name = endpointName(method)
  if (name) return name
  context.addIssue({ code: 'custom', message: "is a method of LINE's client, or *" })
  return z.NEVER
})

export const createChannelInput = z.object({
  name: z.string().trim().min(1).max(100).optional(),
  type: z.enum(channelTypes).default('messaging_api'),
  channelId: digits.optional(),
  channelSecret: hex.optional(),
})
export const longLivedInput = z.object({ graceHours: number.pipe(z.number().min(0).max(24)).default(0) })
export const elsewhereInput = z.object({
  kind: z.enum(['short-lived', 'v2.1']).default('v2.1'),
  /** The life of a v2.1 token; a short-lived one always lives 30 days. */
  seconds: number.pipe(z.number().int().min(1).max(2_592_000)).default(2_592_000),
})
export const clockInput = z.object({ advanceSeconds: number })
export const latencyInput = z.object({ ms: number.pipe(z.number().int().min(0).max(600_000)) })
export const faultInput = z.object({
  endpoint: endpoint.default('*'),
  kind: z.enum(faultKinds),
  times: number.pipe(z.number().int().min(1).max(100_000)).default(1),
  seconds: number.pipe(z.number().min(0).max(3600)).default(3),
  /** Only this channel's calls meet it; without it, whoever calls next. */
  channelId: digits.optional(),
})

/** Reads an input by its schema. Throws a refusal that names the field, never its value. */
export function readInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.infer<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new ConsoleRefusal(400, `${issue?.path.join('.') || 'The body'}: ${issue?.message}`)
}
