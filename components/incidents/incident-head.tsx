import { useFormat, useWords } from '#words'
import { PageHead } from '@/components/shell/page-head'
import { ButtonLink } from '@/components/ui/controls/button'
import { Elapsed } from '@/components/ui/figures/elapsed'
import { Time } from '@/components/ui/figures/time'
import type { IncidentView } from '@/lib/incidents/schema'
import { IncidentState } from './incident-state'

/** Which incident this is, how far it is, and how long it has been open. */
export function IncidentHead({ incident }: { incident: IncidentView }) {
  const words = useWords('incidents')
  const format = useFormat()
  const { id, reason, openedAt, openedBy, closedAt, closedBy, channels } = incident
  return (
    <PageHead
      crumbs={[{ label: words('title'), href: '/incidents' }]}
      title={reason}
      sub={
        <>
          <IncidentState incident={incident} />
          {!closedAt && (
            <span className="text-ink-2">
              {words('head.openFor')}{' '}
              <Elapsed
                since={openedAt.toISOString()}
                now={format.now.getTime()}
                label={words('head.openFor')}
                className="font-medium text-ink"
              />
            </span>
          )}
          <span>{words('head.channels', { count: channels.length })}</span>
          <span>{words.rich('head.openedBy', { name: openedBy, time: () => <Time at={openedAt} /> })}</span>
          {closedAt && (
            <span>{words.rich('head.closedBy', { name: closedBy ?? '', time: () => <Time at={closedAt} /> })}</span>
          )}
        </>
      }
      actions={
        // It reads the whole history of the incident, so only for whoever asks.
        <ButtonLink href={`/incidents/${id}/report`} icon="download" prefetch={false}>
          {words('head.report')}
        </ButtonLink>
      }
    />
  )
}
