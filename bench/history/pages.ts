import { systemActor } from '@/lib/access/actor'
import { listEvents } from '@/lib/history/queries'
import { type HistoryFilter, historyFilter } from '@/lib/history/schema'
import { type Summary, summaryOf } from '../statistics'
import type { Rounds } from '../suite'
import type { Cast } from './event-of'

/** What is looked at, by name, each time at another place. */
type Views = Record<string, (round: number) => HistoryFilter>

const viewsOf = ({ actors, channels }: Cast, count: number): Views => {
  const of = (query: Record<string, string | undefined>) => historyFilter.parse(query)
  const nth = <T>(items: readonly T[], round: number) => items[round % items.length]
  return {
    'first page': () => of({}),
    'deep in the past': (round) => of({ before: String(Math.floor(count / 3) - round) }),
    'by channel': (round) => of({ channel: nth(channels, round) }),
    'free text': (round) => of({ q: `updates ${1 + (round % 500)}` }),
    'free text, Japanese': (round) => of({ q: `配送通知 ${1 + (round % 500)}` }),
    'by actor and action': (round) => of({ actor: nth(actors, round)?.id, action: 'token.revoke' }),
  }
}

/** How long one page of 50 with its total takes, in ms, for each view. */
export async function measurePages(
  cast: Cast,
  count: number,
  { rounds, warmUps }: Rounds,
): Promise<Record<string, Summary>> {
  const actor = systemActor('command line')
  const views = Object.entries(viewsOf(cast, count))
  const times = Object.fromEntries(views.map(([name]) => [name, [] as number[]]))
  for (let round = 0; round < warmUps + rounds; round++)
    for (const [name, filterOf] of views) {
      const start = performance.now()
      const { rows } = await listEvents(actor, filterOf(round))
      if (rows.length === 0) throw new Error(`${name} shows nothing`)
      if (round >= warmUps) times[name]?.push(performance.now() - start)
    }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, summaryOf(all)]))
}
