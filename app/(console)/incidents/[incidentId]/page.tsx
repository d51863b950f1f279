import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { Board, PAGE } from '@/components/incidents/board/board'
import { ClosePanel } from '@/components/incidents/close-panel'
import { IncidentHead } from '@/components/incidents/incident-head'
import { IncidentJobs } from '@/components/incidents/incident-jobs'
import { LeftPanel } from '@/components/incidents/left/left-panel'
import { Measured } from '@/components/incidents/measured'
import { NextPanel } from '@/components/incidents/next/next-panel'
import { chosenStep, nextStep } from '@/components/incidents/next/next-step'
import { OrderPanel } from '@/components/incidents/order-panel'
import { StandIn } from '@/components/incidents/stand-in'
import { RefreshWhile } from '@/components/ui/refresh-while'
import { permits } from '@/lib/access/permits'
import { env } from '@/lib/env'
import { isRefusal } from '@/lib/errors'
import { incidentPlace } from '@/lib/incidents/opening/schema'
import { getIncident } from '@/lib/incidents/queries'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'
import { checkOldKeyAction, closeIncidentAction, startIncidentJobAction, stepIncidentAction } from '../actions'

type Props = {
  params: Promise<{ incidentId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('incidents'))('incident') }
}

/** One incident: what to do now, how far every channel is, what nobody can end, and the way to its end. */
export default async function IncidentPage({ params, searchParams }: Props) {
  const [actor, { incidentId }, query] = await Promise.all([pageActor('channel.read'), params, searchParams])
  if (!z.uuid().safeParse(incidentId).success) notFound()
  const incident = await getIncident(actor, incidentId).catch((error) =>
    isRefusal(error) && error.code === 'not_found' ? notFound() : Promise.reject(error),
  )
  const { channels, closedAt, doneAt, jobs } = incident
  const place = incidentPlace.parse(query)
  const chosen = closedAt
    ? null
    : chosenStep(
        channels.find(({ channelId }) => channelId === place.channel),
        place.step,
      )
  const next = chosen ?? nextStep(incident)
  const may = permits(actor, 'incident.step')
  const { KAGIBAN_MODE, KAGIBAN_LINE_URL } = env()
  const runs =
    jobs.some(({ endedAt }) => endedAt === null) ||
    channels.some(({ openOperations, tokens }) => openOperations > 0 || tokens.left.some(isRevoking))
  return (
    <>
      <IncidentHead incident={incident} />
      {/* Others may be at work on it. */}
      {!closedAt && <RefreshWhile seconds={runs ? 2 : 15} />}
      {next && (
        <NextPanel
          incident={incident}
          next={next}
          chosen={chosen !== null}
          may={may}
          actions={{
            job: startIncidentJobAction,
            step: stepIncidentAction,
            close: closeIncidentAction,
            check: checkOldKeyAction,
          }}
          submissions={[randomUUID(), randomUUID()]}
        />
      )}
      {KAGIBAN_MODE === 'sandbox' && !closedAt && <StandIn url={KAGIBAN_LINE_URL} />}
      {(incident.drill || closedAt) && <Measured incident={incident} />}
      <Board incident={incident} from={Math.floor(place.from / PAGE) * PAGE} />
      <LeftPanel channels={channels} />
      <IncidentJobs jobs={jobs} />
      {!closedAt && <OrderPanel />}
      {!closedAt && !doneAt && (
        <ClosePanel
          incidentId={incidentId}
          may={permits(actor, 'incident.close')}
          action={closeIncidentAction}
          submission={randomUUID()}
        />
      )}
    </>
  )
}

const isRevoking = ({ state }: { state: string }) => state === 'revoking'
