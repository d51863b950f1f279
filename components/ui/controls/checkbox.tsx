import type { ComponentProps } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'className'> & {
  /** What it selects, for screen readers: the row says it to the eye. */
  label: string
  className?: string
}

/** A box that selects a row; its target is 44 px high. */
export function Checkbox({ label, className, ...input }: Props) {
  return (
    <label className={`relative grid size-4 place-items-center after:absolute after:-inset-3.5 ${className ?? ''}`}>
      <input
        {...input}
        type="checkbox"
        className="peer relative z-1 col-start-1 row-start-1 size-4 appearance-none rounded-[4px] border-[1.5px] border-control bg-surface checked:border-accent checked:bg-accent"
      />
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className="pointer-events-none invisible relative z-1 col-start-1 row-start-1 size-3 fill-none stroke-on-accent stroke-2 peer-checked:visible"
      >
        <path d="m3 8.6 3.2 3.2L13 4.6" />
      </svg>
      <span className="sr-only">{label}</span>
    </label>
  )
}
