import 'server-only'
import { z } from 'zod'

const schema = z.object({
  actor: z.object({
    kind: z.enum(['person', 'system']),
    roles: z.array(z.string()),
    ip: z.string().optional(),
  }),
  target: z.object({ type: z.string(), id: z.string(), label: z.string() }).optional(),
  detail: z.record(z.string(), z.unknown()).optional(),
})

/** Reads an event's body as it was written; its details come flat, by dotted name. */
export function parseBody(body: string) {
  const { actor, target, detail } = schema.parse(JSON.parse(body))
  return { actor, target, details: [...flatten(detail ?? {})] }
}

function* flatten(value: Record<string, unknown>, prefix = ''): Generator<[string, string]> {
  for (const [name, part] of Object.entries(value)) {
    if (part === null || part === undefined) continue
    if (typeof part === 'object' && !Array.isArray(part)) yield* flatten({ ...part }, `${prefix}${name}.`)
    else yield [prefix + name, Array.isArray(part) ? part.join(', ') : String(part)]
  }
}
