import { useFormat, useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import type { OverviewView } from '@/lib/tokens/overview/schema'

/** How much there is, and how old what is known of it may be. */
export function OverviewFacts({ overview }: { overview: Omit<OverviewView, 'expiries'> }) {
  const words = useWords('overview')
  const format = useFormat()
  const { channels, liveTokens, neverSynced, oldestSyncAt } = overview
  return (
    <>
      <Time at={format.now} show="instant" />
      {channels > 0 && (
        <>
          <span>{words('channels', { count: channels })}</span>
          <span>{words('liveTokens', { count: liveTokens })}</span>
          {neverSynced > 0 && <span>{words('neverSynced', { count: neverSynced })}</span>}
          {neverSynced === 0 && oldestSyncAt && (
            <span>{words.rich('synced', { time: () => <Time at={oldestSyncAt} /> })}</span>
          )}
        </>
      )}
    </>
  )
}
