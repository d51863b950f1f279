import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import type { WatchView } from '@/lib/tokens/watch/schema'

/** When LINE's list was last read, and when Kagiban reads it next by itself. */
export function Watched({ syncedAt, watch }: { syncedAt: Date | null; watch: WatchView }) {
  const words = useWords('channels')
  return (
    <p className="mt-3 text-xs/[18px] text-ink-3">
      {syncedAt ? words.rich('watch.last', { time: () => <Time at={syncedAt} /> }) : words('watch.never')}{' '}
      {watch.state === 'on'
        ? words.rich(watch.refused ? 'watch.refused' : 'watch.next', { time: () => <Time at={watch.nextAt} /> })
        : words(`watch.${watch.state}`)}
    </p>
  )
}
