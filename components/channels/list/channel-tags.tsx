import { Tag } from '@/components/ui/badge'

/** A channel's tags in the room of a cell: the first one, and how many more, which the tip names. */
export function ChannelTags({ tags }: { tags: readonly string[] }) {
  const [first, ...more] = tags
  if (first === undefined) return null
  const all = tags.join(', ')
  return (
    <span className="flex min-w-0 gap-1" data-tip={all} tabIndex={more.length > 0 ? 0 : undefined}>
      <span className="min-w-0 truncate">
        <Tag>{first}</Tag>
      </span>
      {more.length > 0 && (
        <span aria-hidden="true">
          <Tag>+{more.length}</Tag>
        </span>
      )}
      {more.length > 0 && <span className="sr-only">{more.join(', ')}</span>}
    </span>
  )
}
