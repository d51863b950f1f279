import type { useWords } from '#words'
import type { FreezeView } from '@/lib/channels/schema'

/** Why nothing is issued, in one sentence for a button that is off; undefined while a channel may issue. */
export function whyFrozen(
  freeze: FreezeView | null,
  words: ReturnType<typeof useWords<'channels'>>,
): string | undefined {
  if (!freeze) return undefined
  if (freeze.incident) return words('freeze.noIssueIncident')
  return freeze.reason ? words('freeze.noIssueBecause', { reason: freeze.reason }) : words('freeze.noIssue')
}
