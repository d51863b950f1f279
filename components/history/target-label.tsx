import { Name } from '@/components/ui/name'

/** A kid or another UUID, which nobody gave as a name. */
const IS_ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** What something was done to, as a person calls it; an ID in monospace. */
export function TargetLabel({ children }: { children: string }) {
  return IS_ID.test(children) ? <span className="font-mono text-xs">{children}</span> : <Name>{children}</Name>
}
