import type { Metadata } from 'next'
import { AddChannel } from '@/components/channels/list/add-channel'
import { AttentionPanel } from '@/components/overview/attention-panel'
import { ExpiryStrip } from '@/components/overview/expiry-strip'
import { LatestHistory } from '@/components/overview/latest-history'
import { OverviewFacts } from '@/components/overview/overview-facts'
import { SetupPanel } from '@/components/overview/setup-panel'
import { PageHead } from '@/components/shell/page-head'
import type { Permission } from '@/lib/access/permissions'
import { permits } from '@/lib/access/permits'
import { listChannelNames } from '@/lib/channels/queries'
import { listEvents } from '@/lib/history/queries'
import { listAttention } from '@/lib/tokens/attention/queries'
import { findSetupSteps } from '@/lib/tokens/overview/first-run'
import { getOverview } from '@/lib/tokens/overview/queries'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'
import { pageActor } from './page-actor'

/** So many events are enough to see what is going on. */
const LATEST = 8

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('overview'))('title') }
}

/** Where one begins: how to start while there is nothing, then what needs attention, what ends soon, what happened last. */
export default async function OverviewPage() {
  const [actor, { timeZone }, words] = await Promise.all([pageActor('token.read'), getReader(), getWords('overview')])
  const [overview, attention, steps, { rows }] = await Promise.all([
    getOverview(actor, timeZone),
    listAttention(actor),
    findSetupSteps(actor),
    listEvents(actor, {}),
  ])
  const events = rows.slice(0, LATEST)
  const channelNames = await listChannelNames(
    actor,
    events.map(({ channelId }) => channelId).filter((id) => id !== null),
  )
  const may = (permission: Permission) => permits(actor, permission)
  return (
    <>
      <PageHead
        title={words('title')}
        sub={<OverviewFacts overview={overview} />}
        // The first step says the same, and is the task of this page while there is one.
        actions={!steps && <AddChannel mayAdd={may('channel.register')} />}
      />
      {steps && <SetupPanel steps={steps} may={may} />}
      {overview.channels > 0 && (
        <>
          <AttentionPanel attention={attention} may={may} />
          <ExpiryStrip days={overview.expiries} />
        </>
      )}
      <LatestHistory rows={events} timeZone={timeZone} channelNames={channelNames} />
    </>
  )
}
