import type { ComponentProps } from 'react'
import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'

type Look = Pick<ComponentProps<typeof Button>, 'variant' | 'size' | 'icon' | 'className' | 'children'>

/** The button of a form, off with its reason for whoever may not press it. */
export function Submit({ may, variant = 'primary', ...look }: Look & { may: boolean }) {
  const words = useWords('incidents')
  if (!may) return <Button variant={variant} {...look} disabledReason={words('denied')} />
  const { icon, className, ...rest } = look
  return <SubmitButton variant={variant} {...rest} {...(icon ? { icon } : {})} {...(className ? { className } : {})} />
}

/** A way to where something is done, off with its reason for whoever may not do it. */
export function Way({ may, href, ...look }: Look & { may: boolean; href: string }) {
  const words = useWords('incidents')
  return may ? <ButtonLink href={href} {...look} /> : <Button {...look} disabledReason={words('denied')} />
}
