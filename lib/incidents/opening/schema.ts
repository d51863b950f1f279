import { z } from 'zod'
import { channelFilter } from '@/lib/channels/schema'
import { MOST_CHANNELS } from '../schema'

/** The channels an incident is to be about: by their ids, or all that a filter of the list lets through. */
export const openingSelection = z.union([
  z.object({ channels: z.array(z.uuid()).min(1).max(10_000) }),
  z.object({ filter: channelFilter }),
])
export type OpeningSelection = z.output<typeof openingSelection>

/** Which step of which channel an incident's page is asked for, and from which channel on it shows them. */
export const incidentPlace = z.object({
  channel: z.uuid().optional().catch(undefined),
  step: z.string().optional().catch(undefined),
  from: z.coerce.number().int().min(0).max(MOST_CHANNELS).catch(0).default(0),
})

/** One channel an incident would be about. */
export interface OpeningChannel {
  id: string
  name: string
  lineChannelId: string
  /** Tokens held for it that are not known to be over, stateless ones aside: nobody can revoke those. */
  tokens: number
  /** The open incident it is in already. */
  incidentId: string | null
}

/** What opening would be about; `more` when there are more channels than one incident takes. */
export interface OpeningView {
  channels: OpeningChannel[]
  tokens: number
  more: boolean
}
