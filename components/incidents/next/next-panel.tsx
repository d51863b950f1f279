import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import type { FormAction } from '@/lib/action-answer'
import type { IncidentView } from '@/lib/incidents/schema'
import type { CheckedView } from '@/lib/keys/schema'
import { EndStep } from './end-step'
import { HuntStep } from './hunt-step'
import { ManyStep } from './many-step'
import type { NextStep } from './next-step'
import { OldKeyStep } from './old-key-step'
import { RenewStep } from './renew-step'

export type NextProps = {
  incident: IncidentView
  next: NextStep
  /** True when a cell of the table was followed, so that this need not be what comes first. */
  chosen: boolean
  may: boolean
  actions: { job: FormAction<true>; step: FormAction; close: FormAction; check: FormAction<CheckedView> }
  submissions: readonly [first: string, second: string]
}

/** The first thing on the page: what to do now, one thing at a time. */
export function NextPanel(props: NextProps) {
  const { incident, chosen } = props
  const words = useWords('incidents')
  return (
    <section
      id="now"
      aria-label={words('now.title')}
      className="scroll-mt-[calc(var(--banner)+16px)] rounded-lg border-2 border-accent bg-surface px-5 py-4.5 max-md:px-4"
    >
      <p className="flex flex-wrap items-center justify-between gap-x-4 text-xs font-semibold text-accent-ink">
        {words('now.title')}
        {chosen && (
          <Link href={`/incidents/${incident.id}`} className="font-normal text-ink-2 underline underline-offset-3">
            {words('now.first')}
          </Link>
        )}
      </p>
      <Act {...props} />
      <Revoking incident={incident} />
    </section>
  )
}

function Act({ next, ...props }: NextProps) {
  switch (next.act) {
    case 'revoke':
    case 'sync':
      return <ManyStep next={next} {...props} />
    case 'key':
    case 'secret':
      return <RenewStep {...next} may={props.may} />
    case 'oldKey':
      return <OldKeyStep {...next} {...props} />
    case 'hunt':
      return <HuntStep {...next} {...props} />
    default:
      return <EndStep act={next.act} {...props} />
  }
}

/** How far the revokes are that run meanwhile. */
function Revoking({ incident: { jobs } }: { incident: IncidentView }) {
  const words = useWords('incidents')
  const format = useFormat()
  const running = jobs.filter(({ change, endedAt }) => change === 'token.revoke' && endedAt === null)
  if (running.length === 0) return null
  const sum = (key: 'ended' | 'total') => format.number(running.reduce((all, job) => all + job[key], 0))
  return (
    <p role="status" className="mt-4 flex items-start gap-2 border-line border-t pt-3 text-sm text-blue-ink">
      <Icon name="running" className="mt-px size-4 motion-safe:animate-spin" />
      {words('now.running', { ended: sum('ended'), total: sum('total') })}
    </p>
  )
}
