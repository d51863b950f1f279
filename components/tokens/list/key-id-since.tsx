import { useFormat, useWords } from '#words'
import type { KeyIdView } from '@/lib/tokens/schema'
import { useIssuerWord } from '../issuer'

/** What is known of a key ID we hold no token of: since when LINE lists it, or whose issue it was and when it ends. */
export function KeyIdSince({ keyId: { firstSeenAt, issue } }: { keyId: KeyIdView }) {
  const words = useWords('tokens')
  const format = useFormat()
  const issuer = useIssuerWord()
  return (
    <span className="block pl-6 text-xs/[18px] whitespace-normal text-ink-3">
      {issue
        ? words('since.lost', {
            count: issue.among,
            purpose: issue.purpose,
            name: issuer(issue.byName),
            at: format.short(issue.at),
            from: format.short(issue.endsFrom),
            by: format.clock(issue.endsBy),
          })
        : words('since.foreign', { at: format.short(firstSeenAt) })}
    </span>
  )
}
