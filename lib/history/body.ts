import 'server-only'
import { z } from 'zod'

const schema = z.object({
  at: z.string(),
  name: z.string(),
  outcome: z.string(),
  actor: z.object({
    kind: z.enum(['person', 'system']),
    id: z.string().nullish(),
    name: z.string(),
    roles: z.array(z.string()),
    ip: z.string().optional(),
  }),
  operation: z.string().optional(),
  target: z.object({ type: z.string(), id: z.string(), label: z.string() }).optional(),
  detail: z.record(z.string(), z.unknown()).optional(),
})
export type EventBody = z.output<typeof schema>

/** Reads an event's body as it was written. */
export function parseBody(body: string): EventBody {
  return schema.parse(JSON.parse(body))
}
