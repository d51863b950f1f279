import Link from 'next/link'
import { type ComponentProps, useId } from 'react'
import { Icon, type IconName } from '../icon'
import { type ButtonLook, buttonStyles } from './button-styles'

type Look = ButtonLook & { icon?: IconName; className?: string }
type ButtonProps = Omit<ComponentProps<'button'>, 'disabled'> & Look & { disabledReason?: string | undefined }

/**
 * A button. With `disabledReason` it stays focusable, does nothing, and says why: to the eye in a tip, to a screen
 * reader as its description.
 */
export function Button({ variant, size, wide, icon, className, disabledReason, children, ...rest }: ButtonProps) {
  const reasonId = useId()
  const look = `${buttonStyles({ variant, size, wide })} ${className ?? ''}`
  if (disabledReason === undefined)
    return (
      <button type="button" {...rest} className={look}>
        {icon && <Icon name={icon} />}
        {children}
      </button>
    )
  return (
    <button
      type="button"
      className={look}
      aria-disabled="true"
      aria-label={rest['aria-label']}
      aria-describedby={reasonId}
      data-tip={disabledReason}
    >
      {icon && <Icon name={icon} />}
      {children}
      <span id={reasonId} hidden>
        {disabledReason}
      </span>
    </button>
  )
}

/** A link that looks like a button, for what has an address of its own. */
export function ButtonLink({
  variant,
  size,
  wide,
  icon,
  className,
  children,
  ...rest
}: ComponentProps<typeof Link> & Look) {
  return (
    <Link {...rest} className={`${buttonStyles({ variant, size, wide })} ${className ?? ''}`}>
      {icon && <Icon name={icon} />}
      {children}
    </Link>
  )
}
