import { useWords } from '#words'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { Icon } from '@/components/ui/icon'

/** The body exactly as it is stored, for who wants to recompute the hash. */
export function AsWritten({ body }: { body: string }) {
  const words = useWords('history')
  return (
    <details className="group text-sm">
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1.5 font-semibold">
        <Icon name="right" className="size-3 transition-transform group-open:rotate-90" />
        {words('event.asWritten')}
      </summary>
      <p className="mt-1.5 text-ink-2">{words('event.asWrittenText')}</p>
      <div className="mt-2.5 flex items-start gap-2 rounded-md bg-sunken px-3 py-2.5">
        <pre className="min-w-0 flex-1 font-mono text-xs/[18px] whitespace-pre-wrap wrap-anywhere">{body}</pre>
        <CopyButton text={body} thing={words('event.asWritten')} />
      </div>
    </details>
  )
}
