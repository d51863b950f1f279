import { useFormat, useWords } from '#words'
import { Notice } from '@/components/ui/notice'
import { Facts } from '@/components/ui/panel'
import { clockLevel } from './clock-level'

/** How far LINE's clock was from this server's at the last check, and what that means once it is far. */
export function Clock({ offsetMs }: { offsetMs: number | null }) {
  const words = useWords('credentials')
  const format = useFormat()
  const level = offsetMs === null ? 'unknown' : clockLevel(offsetMs)
  const said = () => {
    if (offsetMs === null) return words('clock.unknown')
    if (level === 'same') return words('clock.same')
    return words(offsetMs > 0 ? 'clock.ahead' : 'clock.behind', { duration: format.duration(Math.abs(offsetMs)) })
  }
  const ink = level === 'red' ? 'text-red-ink' : level === 'amber' ? 'text-amber-ink' : ''
  return (
    <div className="grid gap-3">
      <Facts facts={[{ label: words('clock.title'), value: <span className={ink}>{said()}</span> }]} />
      {(level === 'amber' || level === 'red') && <Notice tone={level}>{words(`clock.${level}`)}</Notice>}
    </div>
  )
}
