import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { z } from 'zod'
import { ChannelsPart } from '@/components/incidents/report/channels-part'
import { HistoryPart } from '@/components/incidents/report/history-part'
import { ReportHead } from '@/components/incidents/report/report-head'
import { SummaryPart } from '@/components/incidents/report/summary-part'
import { TimelinePart } from '@/components/incidents/report/timeline-part'
import { TokensPart } from '@/components/incidents/report/tokens-part'
import { UnkillablePart } from '@/components/incidents/report/unkillable-part'
import { isRefusal } from '@/lib/errors'
import { getReport } from '@/lib/incidents/report/queries'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../../page-actor'

type Props = { params: Promise<{ incidentId: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('report'))('title') }
}

/** All that is to be told of an incident, as a document that can be printed. */
export default async function ReportPage({ params }: Props) {
  const [actor, { incidentId }, { timeZone }] = await Promise.all([pageActor('history.read'), params, getReader()])
  if (!z.uuid().safeParse(incidentId).success) notFound()
  const report = await getReport(actor, incidentId).catch((error) => {
    if (isRefusal(error) && error.code === 'not_found') notFound()
    throw error
  })
  return (
    <article className="grid gap-4 md:gap-5">
      <ReportHead report={report} />
      <SummaryPart report={report} />
      <ChannelsPart report={report} />
      <TokensPart report={report} />
      <UnkillablePart report={report} />
      <TimelinePart report={report} timeZone={timeZone} />
      <HistoryPart report={report} />
    </article>
  )
}
