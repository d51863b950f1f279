'use client'
import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { useWords } from '#words'
import { Icon, type IconName } from '../icon'
import { type ButtonLook, buttonStyles } from './button-styles'

type Props = Omit<ComponentProps<'button'>, 'type' | 'disabled'> & ButtonLook & { icon?: IconName }

/** The button that sends its form; while the answer is awaited it turns, keeps its width and cannot be pressed again. */
export function SubmitButton({ variant = 'primary', size, wide, icon, className, children, ...rest }: Props) {
  const words = useWords('common')
  const { pending } = useFormStatus()
  return (
    <button
      {...rest}
      type="submit"
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => (pending ? event.preventDefault() : rest.onClick?.(event))}
      className={`${buttonStyles({ variant, size, wide })} ${className ?? ''}`}
    >
      {icon && !pending && <Icon name={icon} />}
      {pending && (
        <span className={icon ? '' : 'absolute inset-0 grid place-items-center'}>
          <Icon name="running" className="size-4 animate-spin" />
        </span>
      )}
      <span className={pending && !icon ? 'opacity-0' : ''}>{children}</span>
      <span role="status" className="sr-only">
        {pending ? words('working') : ''}
      </span>
    </button>
  )
}
