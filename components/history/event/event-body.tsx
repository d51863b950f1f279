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

type Props = { event: EventView; channelName: string | undefined }

/** One event with everything the chain proves of it, on a page of its own. */
export function EventBody(props: Props) {
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_400px]">
      <Panel>
        <What {...props} />
        <Told {...props} />
        <PanelPart>
          <AsWritten body={props.event.body} />
        </PanelPart>
      </Panel>
      <Panel>
        <Proven {...props} />
      </Panel>
    </div>
  )
}

/** The same in one column, for the drawer. */
export function EventColumn(props: Props) {
  return (
    <>
      <What {...props} />
      <Proven {...props} />
      <Told {...props} />
      <PanelPart>
        <AsWritten body={props.event.body} />
      </PanelPart>
    </>
  )
}

function What({ event, channelName }: Props) {
  const words = useWords('history')
  const { outcome, detail } = event
  return (
    <>
      <PanelPart title={words('event.what')} aside={<OutcomeBadge event={event} />}>
        <WhatAndWho event={event} channelName={channelName} />
      </PanelPart>
      {(outcome === 'denied' || detail.failure) && (
        <PanelPart title={words(outcome === 'denied' ? 'event.whyDenied' : 'event.why')}>
          <Why event={event} />
        </PanelPart>
      )}
      {detail.differences.length > 0 && (
        <PanelPart title={words('event.changed')}>
          <WhatChanged event={event.name} differences={detail.differences} />
        </PanelPart>
      )}
    </>
  )
}

function Told({ event }: Props) {
  const words = useWords('history')
  const { differences, failure, facts } = event.detail
  if (facts.length === 0 && (differences.length > 0 || failure)) return null
  return (
    <PanelPart title={words('event.detail')}>
      <Details facts={facts} />
    </PanelPart>
  )
}

function Proven({ event }: Props) {
  const words = useWords('history')
  return (
    <>
      <PanelPart title={words('event.pair')}>
        <EventPair event={event} />
      </PanelPart>
      <PanelPart title={words('event.chain')}>
        <ChainPlace event={event} />
      </PanelPart>
    </>
  )
}
