import { useWords } from '#words'
import { Notice } from '@/components/ui/notice'
import { OUTCOMES } from '@/lib/history/schema'
import { parseSearch, SEARCH_KEYS } from '@/lib/history/search/schema'

/** What of a search was not understood and so not asked for, in words. */
export function Misunderstood({ q }: { q: string | undefined }) {
  const words = useWords('history')
  const { misunderstood } = parseSearch(q ?? '')
  if (misunderstood.length === 0) return null
  const lists = { keys: SEARCH_KEYS.join(', '), outcomes: OUTCOMES.join(', ') }
  return (
    <Notice tone="amber">
      {misunderstood.map(({ why, typed, key }) => (
        <p key={typed}>{words(`search.misunderstood.${why}`, { typed, key, ...lists })}</p>
      ))}
    </Notice>
  )
}
