import Link from 'next/link'
import { useWords } from '#words'
import { Name } from '@/components/ui/name'
import type { ReportView } from '@/lib/incidents/report/schema'
import { type IncidentChannelView, STEPS, type StepView } from '@/lib/incidents/schema'
import { ReportPart } from './report-part'
import { ReportTable } from './report-table'
import { useSinceOpening } from './since-opening'

/** Each channel with how long after the opening each of its steps was done. */
export function ChannelsPart({ report: { incident } }: { report: ReportView }) {
  const words = useWords('report')
  const { channels, openedAt } = incident
  return (
    <ReportPart title={words('channels')} note={words('fromOpening')}>
      <ReportTable
        label={words('channels')}
        columns={[
          { head: words('channel'), width: 23 },
          ...STEPS.map((step) => ({ head: words(`steps.${step}`), width: 11 })),
          { head: words('safe'), width: 11 },
        ]}
        rows={channels.map((channel) => ({
          key: channel.channelId,
          cells: [
            <ChannelName key="name" channel={channel} />,
            ...channel.steps.map((step) => <StepTime key={step.step} step={step} openedAt={openedAt} />),
            <StepTime
              key="safe"
              step={{ state: channel.safeAt ? 'done' : 'wrong', at: channel.safeAt }}
              openedAt={openedAt}
            />,
          ],
        }))}
      />
    </ReportPart>
  )
}

function ChannelName({ channel: { channelId, name, lineChannelId } }: { channel: IncidentChannelView }) {
  return (
    <>
      <Link href={`/channels/${channelId}/tokens`} className="font-medium underline-offset-3 hover:underline">
        <Name>{name}</Name>
      </Link>
      <span className="block font-mono text-xs text-ink-3">{lineChannelId}</span>
    </>
  )
}

function StepTime({ step: { state, at }, openedAt }: { step: Pick<StepView, 'state' | 'at'>; openedAt: Date }) {
  const words = useWords('report')
  const since = useSinceOpening()
  if (state === 'none') return <span className="text-ink-3">{words('notNeeded')}</span>
  if (!at) return <span className="text-red-ink">{words('notDone')}</span>
  return since(Math.max(0, at.getTime() - openedAt.getTime()))
}
