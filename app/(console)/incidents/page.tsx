import type { Metadata } from 'next'
import { Way } from '@/components/incidents/allowed'
import { IncidentList } from '@/components/incidents/incident-list'
import { PageHead } from '@/components/shell/page-head'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { permits } from '@/lib/access/permits'
import { env } from '@/lib/env'
import { listIncidents } from '@/lib/incidents/queries'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../page-actor'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('incidents'))('title') }
}

/** The incidents, and the way into a new one, or in the sandbox into a drill. */
export default async function IncidentsPage() {
  const [actor, words] = await Promise.all([pageActor('channel.read'), getWords('incidents')])
  const rows = await listIncidents(actor)
  const may = permits(actor, 'incident.open')
  const open = (
    <Way may={may} href="/incidents/new" variant="primary" icon="warning">
      {words('open')}
    </Way>
  )
  return (
    <>
      <PageHead
        title={words('title')}
        actions={
          <>
            {env().KAGIBAN_MODE === 'sandbox' && (
              <Way may={may} href="/incidents/new?drill=yes" icon="rotate">
                {words('drillStart')}
              </Way>
            )}
            {rows.length > 0 && open}
          </>
        }
      />
      {rows.length === 0 ? (
        <Panel>
          <EmptyState icon="warning" action={open}>
            {words('empty')}
          </EmptyState>
        </Panel>
      ) : (
        <IncidentList rows={rows} />
      )}
    </>
  )
}
