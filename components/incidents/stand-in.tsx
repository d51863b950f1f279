import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'

/** Where LINE's console is stood in for in the sandbox, without which no step there could be done. */
export function StandIn({ url }: { url: string }) {
  const words = useWords('incidents')
  return (
    <p className="-mt-2 flex gap-2 text-sm text-ink-2">
      <Icon name="info" className="mt-px size-4" />
      <span>
        {words.rich('head.console', {
          url,
          link: (chunks) => (
            <a
              href={url}
              target="_blank"
              rel="noreferrer"
              className="text-accent-ink underline underline-offset-3 wrap-anywhere"
            >
              {chunks}
            </a>
          ),
        })}
      </span>
    </p>
  )
}
