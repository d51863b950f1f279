/** How much of a whole is done, and how: each part in its own colour. */
export interface BarPart {
  key: string
  count: number
  look: string
}

type Props = { parts: readonly BarPart[]; total: number; ended: number; label: string; large?: boolean | undefined }

/** A bar that fills from the left with what is done. */
export function Bar({ parts, total, ended, label, large }: Props) {
  let from = 0
  return (
    <svg
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={ended}
      aria-label={label}
      className={`rounded-xs bg-press ${large ? 'h-2 w-full' : 'h-1.5 w-24 flex-none'}`}
    >
      {parts.map(({ key, count, look }) => {
        const x = from
        const width = total === 0 ? 0 : (count / total) * 100
        from += width
        return width > 0 && <rect key={key} x={x} y={0} width={width} height={4} className={look} />
      })}
    </svg>
  )
}
