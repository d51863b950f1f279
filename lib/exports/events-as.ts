import 'server-only'
import type { StoredEvent } from '@/lib/history/batches'
import { type EventBody, parseBody } from '@/lib/history/body'
import { BOM, csvLine } from './csv'
import type { ExportFormat } from './schema'

/** LINE's number and our name of a channel. */
export interface ChannelLabel {
  lineChannelId: string
  name: string
}
type Channels = ReadonlyMap<string, ChannelLabel>

type Column = (event: StoredEvent, body: EventBody, channels: Channels) => unknown

const COLUMNS: Record<string, Column> = {
  seq: ({ seq }) => seq,
  at: (_, body) => body.at,
  name: (_, body) => body.name,
  outcome: (_, body) => body.outcome,
  actor_id: (_, body) => body.actor.id,
  actor_name: (_, body) => body.actor.name,
  roles: (_, body) => body.actor.roles.join(' '),
  ip: (_, body) => body.actor.ip,
  line_channel_id: ({ channelId }, _, channels) => channels.get(channelId ?? '')?.lineChannelId,
  channel_name: ({ channelId }, _, channels) => channels.get(channelId ?? '')?.name,
  target_type: (_, body) => body.target?.type,
  target_id: (_, body) => body.target?.id,
  target_label: (_, body) => body.target?.label,
  operation: (_, body) => body.operation,
  line_request_id: (_, body) => requestIds(body.detail).join(' '),
  reason: (_, body) => body.detail?.reason,
  detail: (_, body) => body.detail && JSON.stringify(body.detail),
  hash: ({ hash }) => hash,
  previous_hash: ({ previousHash }) => previousHash,
}

/** What stands before the first event of a CSV. */
export const CSV_HEAD = BOM + csvLine(Object.keys(COLUMNS))

/**
 * Events as lines of a file. A line of JSONL has the body verbatim, as one string, because that is what the hash is over;
 * CSV is for reading, with each channel under the name it has now.
 */
export function eventsAs(format: ExportFormat, events: readonly StoredEvent[], channels: Channels): string {
  return events.map((event) => (format === 'csv' ? asCsv(event, channels) : asJson(event))).join('')
}

function asCsv(event: StoredEvent, channels: Channels): string {
  const body = parseBody(event.body)
  return csvLine(Object.values(COLUMNS).map((column) => String(column(event, body, channels) ?? '')))
}

function asJson({ seq, previousHash, hash, body }: StoredEvent): string {
  return `${JSON.stringify({ seq: Number(seq), previousHash, hash, body })}\n`
}

/** Wherever it stands: a revoke has one of LINE's answer and one of LINE's list. */
function requestIds(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'requestId' && typeof value === 'string' ? [value] : requestIds(value),
  )
}
