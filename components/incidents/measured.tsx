import type { ReactNode } from 'react'
import { useFormat, useWords } from '#words'
import { Elapsed } from '@/components/ui/figures/elapsed'
import { elapsedText } from '@/components/ui/figures/elapsed-text'
import type { IncidentView, Step } from '@/lib/incidents/schema'

/** How long a drill took from opening to each of its marks; what is not reached yet is counted. */
export function Measured({ incident }: { incident: IncidentView }) {
  const words = useWords('incidents')
  const format = useFormat()
  const { openedAt, safeAt, closedAt, channels } = incident
  const marks = [
    { key: 'frozen', at: lastOf(channels, 'freeze') },
    { key: 'revoked', at: lastOf(channels, 'revoke') },
    { key: 'safe', at: safeAt },
  ] as const
  const shown = (at: Date | null): ReactNode => {
    if (at) return elapsedText(at.getTime() - openedAt.getTime())
    if (closedAt) return words('measured.notYet')
    return (
      <Elapsed
        since={openedAt.toISOString()}
        now={format.now.getTime()}
        label={words('measured.notYet')}
        className="text-blue-ink"
      />
    )
  }
  return (
    <section aria-label={words('measured.title')}>
      <dl className="flex flex-wrap gap-x-8 gap-y-2 rounded-lg border border-line-strong bg-surface px-4 py-3">
        {marks.map(({ key, at }) => (
          <div key={key}>
            <dt className="text-xs text-ink-3">{words(`measured.${key}`)}</dt>
            <dd className="text-md font-medium tabular-nums">{shown(at)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** When the last channel had a step done; null while one has not. A freeze made before the opening counts from there. */
function lastOf(channels: IncidentView['channels'], step: Step): Date | null {
  const times = channels.map(({ steps }) => steps.find((each) => each.step === step)?.at ?? null)
  if (times.includes(null)) return null
  return new Date(Math.max(...times.map((at) => at?.getTime() ?? 0)))
}
