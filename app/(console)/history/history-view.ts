import 'server-only'
import { historyHref } from '@/components/history/filter/address'
import type { PersonActor } from '@/lib/access/actor'
import { listChannelNames } from '@/lib/channels/queries'
import { env } from '@/lib/env'
import { isRefusal } from '@/lib/errors'
import { findDensity } from '@/lib/history/density/find'
import { getEvent, listEvents } from '@/lib/history/queries'
import type { EventFilter, EventView, HistoryFilter } from '@/lib/history/schema'
import { offsetSecondsOf } from '@/lib/words/local-time'
import { getReader } from '@/lib/words/reader'

type Query = Record<string, string | string[] | undefined>

/**
 * What a history page shows: a page of its events, when they happened, and the one that is open beside them. `asked` is
 * the filter with what the address itself stands for, such as a channel.
 */
export async function historyView(
  actor: PersonActor,
  { base, filter, asked, query }: { base: string; filter: HistoryFilter; asked: HistoryFilter; query: Query },
) {
  const { timeZone, now } = await getReader()
  const [page, density, event] = await Promise.all([
    listEvents(actor, asked),
    findDensity(actor, withoutPlace(asked), offsetSecondsOf(timeZone, now)),
    openEvent(actor, query.event),
  ])
  const ids = [...page.rows.map(({ channelId }) => channelId), asked.channel, event?.channelId]
  const channelNames = await listChannelNames(
    actor,
    ids.filter((id) => typeof id === 'string'),
  )
  const here = { before: filter.before, after: filter.after }
  const at = page.rows.findIndex(({ seq }) => seq === event?.seq)
  const hrefOf = (seq: string | null | undefined) => (seq ? historyHref(base, filter, { ...here, event: seq }) : null)
  // What was opened from elsewhere has no neighbours in this list, but some in the chain.
  const [newer, older] = at >= 0 ? [page.rows[at - 1]?.seq, page.rows[at + 1]?.seq] : [event?.next, event?.previous]
  const drawer = event && {
    event,
    channelName: event.channelId ? channelNames.get(event.channelId) : undefined,
    address: new URL(`/history/${event.seq}`, env().KAGIBAN_URL).href,
    closeHref: historyHref(base, filter, here),
    newerHref: hrefOf(newer),
    olderHref: hrefOf(older),
  }
  return { page: { ...page, density }, drawer, channelNames, timeZone }
}

const withoutPlace = ({ before: _before, after: _after, ...filter }: HistoryFilter): EventFilter => filter

async function openEvent(actor: PersonActor, seq: Query[string]): Promise<EventView | null> {
  if (typeof seq !== 'string' || !/^\d{1,18}$/.test(seq)) return null
  try {
    return await getEvent(actor, BigInt(seq))
  } catch (error) {
    if (isRefusal(error) && error.code === 'not_found') return null
    throw error
  }
}
