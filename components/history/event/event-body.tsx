import { useWords } from '#words'
import { Panel, PanelPart } from '@/components/ui/panel'
import type { EventView } from '@/lib/history/schema'
import { OutcomeBadge } from '../outcome-badge'
import { AsWritten } from './as-written'
import { ChainPlace } from './chain-place'
import { Details } from './details'
import { EventPair } from './event-pair'
import { WhatAndWho } from './what-and-who'
import { WhatChanged } from './what-changed'
import { Why } from './why'

/** One event with everything the chain proves of it. */
export function EventBody({ event, channelName }: { event: EventView; channelName: string | undefined }) {
  const words = useWords('history')
  const { outcome, detail, body, name } = event
  const { differences, failure, facts } = detail
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_400px]">
      <Panel>
        <PanelPart title={words('event.what')} aside={<OutcomeBadge event={event} />}>
          <WhatAndWho event={event} channelName={channelName} />
        </PanelPart>
        {(outcome === 'denied' || failure) && (
          <PanelPart title={words(outcome === 'denied' ? 'event.whyDenied' : 'event.why')}>
            <Why event={event} />
          </PanelPart>
        )}
        {differences.length > 0 && (
          <PanelPart title={words('event.changed')}>
            <WhatChanged event={name} differences={differences} />
          </PanelPart>
        )}
        {(facts.length > 0 || (differences.length === 0 && !failure)) && (
          <PanelPart title={words('event.detail')}>
            <Details facts={facts} />
          </PanelPart>
        )}
        <PanelPart>
          <AsWritten body={body} />
        </PanelPart>
      </Panel>
      <Panel>
        <PanelPart title={words('event.pair')}>
          <EventPair event={event} />
        </PanelPart>
        <PanelPart title={words('event.chain')}>
          <ChainPlace event={event} />
        </PanelPart>
      </Panel>
    </div>
  )
}
