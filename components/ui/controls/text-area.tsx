import type { ComponentProps, ReactNode } from 'react'
import { Field } from './field'

type Props = Omit<ComponentProps<'textarea'>, 'id' | 'className'> & {
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  optional?: boolean
  className?: string
}

/** Several lines of text in monospace, for what is pasted; never give a secret a `defaultValue`. */
export function TextArea({ label, hint, error, optional, className, ...rest }: Props) {
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
        <textarea
          {...rest}
          {...ids}
          className="block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-2 font-mono text-xs/[18px] break-all text-ink disabled:cursor-not-allowed disabled:border-dashed disabled:bg-sunken aria-invalid:border-red"
        />
      )}
    </Field>
  )
}
