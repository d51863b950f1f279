import { type ComponentProps, type ReactNode, useId } from 'react'
import { FieldError } from './field-error'

type GroupProps = { legend: ReactNode; hint?: ReactNode; error?: string | undefined; children: ReactNode }

function Group({ legend, hint, error, children }: GroupProps) {
  const id = useId()
  return (
    <fieldset aria-describedby={error ? `${id}-error` : undefined} className="grid min-w-0 gap-1.5">
      <legend className="mb-1.5 text-sm font-semibold">
        {legend}
        {hint && <span className="font-normal text-ink-3"> {hint}</span>}
      </legend>
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}

type RadioProps = Omit<ComponentProps<'input'>, 'type' | 'className' | 'title'>
const radio =
  'size-4 shrink-0 appearance-none rounded-full border-[1.5px] border-control bg-surface checked:border-[5px] checked:border-accent'

/** A choice among few, each with its trade-off; `children` are `RadioCard`s. */
export function RadioCards(props: GroupProps) {
  return (
    <Group {...props}>
      <div className="rounded-lg border border-line-strong">{props.children}</div>
    </Group>
  )
}

type RadioCardProps = RadioProps & {
  title: ReactNode
  text?: ReactNode
  aside?: ReactNode
  cost?: ReactNode
  /** Why it cannot be chosen now and where to mend that; it stays in its place, disabled. */
  blocked?: ReactNode
}

/** One choice: its name, its trade-off in one line, and at the right how long it lives (`aside`) and its `cost`. */
export function RadioCard({ title, text, aside, cost, blocked, ...input }: RadioCardProps) {
  const id = useId()
  return (
    <label className="group relative grid grid-cols-[16px_1fr] gap-x-2.5 border-line border-b px-3.5 pt-2.25 pb-2.5 last:border-b-0 has-checked:rounded-lg has-checked:border-transparent has-checked:bg-selected has-checked:inset-ring-[1.5px] has-checked:inset-ring-accent-ink has-disabled:text-ink-3 md:grid-cols-[16px_1fr_auto]">
      <input
        {...input}
        type="radio"
        disabled={blocked !== undefined}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text ${id}-cost`}
        className={`${radio} mt-0.5 disabled:bg-sunken`}
      />
      <span id={`${id}-title`} className="font-medium">
        {title}
      </span>
      <span id={`${id}-text`} className="col-start-2 text-sm text-ink-2 group-has-disabled:text-ink-3">
        {text}
        {blocked && <span className="block text-ink-2">{blocked}</span>}
      </span>
      {aside && (
        <span
          id={`${id}-cost`}
          className="col-start-2 text-xs/[18px] text-ink-2 group-has-disabled:text-ink-3 md:col-start-3 md:row-span-2 md:row-start-1 md:text-right"
        >
          {aside}
          {cost && <span className="text-ink-3 before:content-['_·_'] md:block md:before:content-none">{cost}</span>}
        </span>
      )}
    </label>
  )
}

/** A choice among short words in one row; `children` are `Segment`s. */
export function Segments({ aside, ...props }: GroupProps & { aside?: ReactNode }) {
  return (
    <Group {...props}>
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
        <div className="inline-flex rounded-md border border-control bg-surface">{props.children}</div>
        {aside && <span className="text-xs text-ink-3">{aside}</span>}
      </div>
    </Group>
  )
}

/** One word of a row of choices. */
export function Segment({ children, ...input }: RadioProps) {
  return (
    <label className="relative border-line-strong border-r px-3 py-1.5 text-sm last:border-r-0 after:absolute after:inset-x-0 after:-inset-y-1.5 has-disabled:text-ink-3 has-checked:rounded-sm has-checked:border-transparent has-checked:bg-selected has-checked:font-semibold has-checked:text-accent-ink has-checked:inset-ring-[1.5px] has-checked:inset-ring-accent-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus">
      <input {...input} type="radio" className="sr-only" />
      {children}
    </label>
  )
}
