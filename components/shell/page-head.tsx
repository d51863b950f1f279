import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'

export type Crumb = { label: ReactNode; href?: string }
type Props = {
  title: ReactNode
  /** The way here, without this page. */
  crumbs?: readonly Crumb[]
  /** Meta under the title: badge, ID, tags, when it was checked. */
  sub?: ReactNode
  /** One primary button at most; it stands last but for `⋯`. */
  actions?: ReactNode
  /** The `⋯` of the page; it stays beside the title when narrow. */
  menu?: ReactNode
}

/** The head of a page: where it is, what it is, what can be done. */
export function PageHead({ title, crumbs, sub, actions, menu }: Props) {
  const words = useWords('shell')
  return (
    <div>
      {crumbs && (
        <nav
          aria-label={words('breadcrumb')}
          className="mb-1 flex items-center gap-1.5 text-sm text-ink-3 print:hidden"
        >
          {crumbs.map(({ label, href }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a way never changes its order
            <Fragment key={index}>
              {index > 0 && <Icon name="right" className="size-3" />}
              {href === undefined ? (
                <span>{label}</span>
              ) : (
                <Link href={href} className="underline-offset-3 hover:underline">
                  {label}
                </Link>
              )}
            </Fragment>
          ))}
        </nav>
      )}
      <div className="flex items-start gap-2">
        <div className="flex min-h-8 min-w-0 flex-1 items-start gap-4 max-md:flex-col max-md:gap-3">
          <div className="min-w-0">
            <h1 className="text-lg font-semibold tracking-[-0.01em] wrap-anywhere">{title}</h1>
            {sub && <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-ink-3">{sub}</div>}
          </div>
          {actions && (
            <div className="ml-auto flex flex-none gap-2 max-md:ml-0 max-md:w-full max-md:flex-wrap max-md:*:h-10 max-md:[&>:not([aria-haspopup=menu])]:flex-1">
              {actions}
            </div>
          )}
        </div>
        {menu}
      </div>
    </div>
  )
}
