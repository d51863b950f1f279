import { type ComponentProps, type ReactNode, useId } from 'react'
import { useWords } from '#words'
import { Icon } from '../icon'
import { FieldError } from './field-error'

type Frame = { label: ReactNode; hint?: ReactNode; error?: string | undefined; className?: string }
type Ids = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': true | undefined }

const control =
  'block w-full rounded-md border border-control bg-surface px-2.5 text-base text-ink aria-invalid:border-red'

/** Label, hint and error around one control; `children` gets the ids that tie the control to them. */
export function Field({
  label,
  name,
  hint,
  error,
  optional,
  className,
  children,
}: Frame & { name: string | undefined; optional?: boolean; children: (ids: Ids) => ReactNode }) {
  const words = useWords('common')
  // The server counts its ids anew for every answer, so the name keeps two answers on one page apart.
  const id = `${useId()}${name ?? ''}`
  const describedBy = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ') || undefined
  return (
    <div className={`grid min-w-0 content-start gap-1.5 ${className ?? ''}`}>
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
        {optional && <span className="font-normal text-ink-3"> {words('optional')}</span>}
      </label>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-ink-3">
          {hint}
        </p>
      )}
    </div>
  )
}

type Own<T extends 'input' | 'textarea' | 'select'> = Omit<ComponentProps<T>, 'id' | 'className'> &
  Frame & { optional?: boolean }

/** One line of text. `mono` for IDs and secrets; never give a secret a `defaultValue`. */
export function TextField({
  label,
  hint,
  error,
  optional,
  className,
  mono,
  ...rest
}: Own<'input'> & { mono?: boolean }) {
  return (
    <Field
      label={label}
      name={rest.name}
      hint={hint}
      error={error}
      optional={optional ?? false}
      className={className ?? ''}
    >
      {(ids) => (
        <input
          type="text"
          {...rest}
          {...ids}
          className={`${control} h-8 read-only:bg-sunken ${mono ? 'font-mono text-sm' : ''}`}
        />
      )}
    </Field>
  )
}

/** One of a list, with the browser's own list; `children` are `<option>`s. */
export function SelectField({ label, hint, error, optional, className, children, ...rest }: Own<'select'>) {
  return (
    <Field
      label={label}
      name={rest.name}
      hint={hint}
      error={error}
      optional={optional ?? false}
      className={className ?? ''}
    >
      {(ids) => (
        <span className="relative block">
          <select {...rest} {...ids} className={`${control} h-8 appearance-none pr-8`}>
            {children}
          </select>
          <Icon name="down" className="pointer-events-none absolute top-2 right-2.5 size-4 text-ink-3" />
        </span>
      )}
    </Field>
  )
}
