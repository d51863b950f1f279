import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'

/** Says on every page that LINE and the identity provider are local stand-ins. */
export function SandboxBanner() {
  const words = useWords('shell')
  return (
    <aside
      data-banner
      aria-label={words('sandboxLabel')}
      className="z-20 flex min-h-9 items-center justify-center gap-2 border-amber-line border-b bg-amber-tint px-4 py-1.5 text-sm text-amber-ink md:sticky md:top-0 md:h-9"
    >
      <Icon name="info" />
      <span className="min-w-0 md:truncate">
        {words.rich('sandbox', { b: (chunks) => <b className="font-semibold">{chunks}</b> })}
      </span>
    </aside>
  )
}
