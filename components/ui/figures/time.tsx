import { useFormat } from '#words'
import { TickingTime } from './ticking-time'

type Props = {
  at: Date
  /** `relative` counts on while the page is open; the others are as they are. */
  show?: 'relative' | 'short' | 'day' | 'clock' | 'instant'
  className?: string
}

/** An instant in the reader's time zone; what is not said in full is in the tip and said to screen readers. */
export function Time({ at, show = 'relative', className }: Props) {
  const format = useFormat()
  const full = format.instant(at)
  const iso = at.toISOString()
  if (show === 'relative') return <TickingTime iso={iso} now={format.now.getTime()} full={full} className={className} />
  return (
    <time
      dateTime={iso}
      data-tip={show === 'instant' ? undefined : full}
      tabIndex={show === 'instant' ? undefined : 0}
      className={className}
    >
      {format[show](at)}
    </time>
  )
}
