import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { DrillChoice } from '@/components/incidents/opening/drill-choice'
import { OpenForm } from '@/components/incidents/opening/open-form'
import { PageHead } from '@/components/shell/page-head'
import { ButtonLink } from '@/components/ui/controls/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import { channelFilter } from '@/lib/channels/schema'
import { env } from '@/lib/env'
import { listDrillChannels, previewIncident } from '@/lib/incidents/opening/queries'
import { openingSelection } from '@/lib/incidents/opening/schema'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'
import { openIncidentAction } from '../actions'

type Search = Record<string, string | string[] | undefined>
type Props = { searchParams: Promise<Search> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const words = await getWords('incidents')
  return { title: words((await searchParams).drill === undefined ? 'new.title' : 'new.drillTitle') }
}

/**
 * What opening an incident would freeze, before it does: `?channel=ID…`, or all that the filter in the address lets through
 * (`&all=1`); in the sandbox `?drill=yes` makes it a drill, whose channels are offered when none is named.
 */
export default async function NewIncidentPage({ searchParams }: Props) {
  const [actor, query, words] = await Promise.all([pageActor('incident.open'), searchParams, getWords('incidents')])
  const sandbox = env().KAGIBAN_MODE === 'sandbox'
  const drill = sandbox && query.drill !== undefined
  const head = (
    <PageHead
      title={words(drill ? 'new.drillTitle' : 'new.title')}
      crumbs={[{ label: words('title'), href: '/incidents' }]}
    />
  )
  const select = openingSelection.safeParse(selectionOf(query))
  const opening = select.success ? await previewIncident(actor, select.data) : null
  if (drill && !opening?.channels.length)
    return (
      <>
        {head}
        <DrillChoice channels={await listDrillChannels(actor)} />
      </>
    )
  if (!opening?.channels.length)
    return (
      <>
        {head}
        <Panel>
          <EmptyState
            icon="channel"
            action={
              <ButtonLink variant="primary" href="/channels">
                {words('new.toChannels')}
              </ButtonLink>
            }
          >
            {words('new.nothing')}
          </EmptyState>
        </Panel>
      </>
    )
  if (opening.more)
    return (
      <>
        {head}
        <Notice tone="amber" actions={<ButtonLink href="/channels">{words('new.back')}</ButtonLink>}>
          {words('new.tooMany')}
        </Notice>
      </>
    )
  return (
    <>
      {head}
      <OpenForm
        opening={opening}
        drill={drill ? 'chosen' : sandbox ? 'possible' : 'impossible'}
        action={openIncidentAction}
        submission={randomUUID()}
      />
    </>
  )
}

function selectionOf({ channel, all, drill: _, ...filter }: Search): unknown {
  return all === undefined
    ? { channels: [...new Set([channel ?? []].flat())] }
    : { filter: channelFilter.parse(filter) }
}
