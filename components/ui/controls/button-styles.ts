import { cva, type VariantProps } from 'class-variance-authority'

/** How every button and button-like link looks. The invisible `after` makes its target 44 px high. */
export const buttonStyles = cva(
  [
    'relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md border font-medium whitespace-nowrap',
    'no-underline transition-colors after:absolute after:inset-x-0 after:content-[""]',
    'aria-disabled:cursor-not-allowed not-aria-busy:aria-disabled:border-dashed not-aria-busy:aria-disabled:border-line-strong',
    'not-aria-busy:aria-disabled:bg-sunken not-aria-busy:aria-disabled:text-ink-3 not-aria-busy:aria-disabled:shadow-none',
  ],
  {
    variants: {
      variant: {
        primary: 'border-accent bg-accent text-on-accent shadow-1 hover:border-accent-hover hover:bg-accent-hover',
        secondary: 'border-line-strong bg-surface text-ink shadow-1 hover:bg-hover',
        quiet:
          'border-transparent text-ink-2 hover:bg-press not-aria-busy:aria-disabled:border-transparent not-aria-busy:aria-disabled:bg-transparent',
        danger: 'border-line-strong bg-surface text-red-ink shadow-1 hover:border-red-line hover:bg-red-tint',
        'danger-solid': 'border-red bg-red text-on-red shadow-1 hover:border-red-hover hover:bg-red-hover',
      },
      size: {
        md: 'h-8 px-3 after:-inset-y-1.5',
        sm: 'h-7 px-2.5 text-sm after:-inset-y-2',
        lg: 'h-11 px-4 text-[15px] after:inset-y-0',
        icon: 'size-8 after:-inset-x-1.5 after:-inset-y-1.5',
        'icon-sm': 'size-7 after:-inset-x-1 after:-inset-y-2',
      },
      wide: { true: 'w-full', false: '' },
    },
    defaultVariants: { variant: 'secondary', size: 'md', wide: false },
  },
)

export type ButtonLook = VariantProps<typeof buttonStyles>
