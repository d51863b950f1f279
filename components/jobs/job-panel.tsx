import Link from 'next/link'
import { useWords } from '#words'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Facts, Panel, PanelPart } from '@/components/ui/panel'
import { RefreshWhile } from '@/components/ui/refresh-while'
import type { FormAction } from '@/lib/action-answer'
import type { JobView } from '@/lib/jobs/schema'
import { JobProgress } from './job-progress'
import { JobState } from './job-state'
import { Untaken } from './untaken'

type Props = { job: JobView; cancel: { action: FormAction; submission: string } | null; mayRevoke: boolean }

/** A job as a whole: how far it is, who began it, and the way to stop it; it goes on when the page is left. */
export function JobPanel({ job, cancel, mayRevoke }: Props) {
  const words = useWords('jobs')
  const { counts, endedAt, state } = job
  const running = endedAt === null
  return (
    <Panel title={words('whole')} aside={running ? words('leave') : undefined}>
      {running && <RefreshWhile seconds={2} />}
      <PanelPart>
        <div className="grid gap-3" role="status">
          <JobProgress job={job} large />
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-2">
            <JobState job={job} />
            <span>{words('counts', { done: counts.done, failed: counts.failed, unknown: counts.unknown })}</span>
            {job.change === 'token.revoke' && (
              <span>{words('provenOf', { proven: job.proven, total: job.total })}</span>
            )}
            {running && (
              <Link href={`/jobs/${job.id}`} className="text-accent-ink underline underline-offset-3">
                {words('refresh')}
              </Link>
            )}
          </p>
          {job.waitsForLine && <p className="text-sm text-ink-2">{words('waitsForLine')}</p>}
        </div>
      </PanelPart>
      {job.untaken > 0 && (
        <PanelPart>
          <Untaken job={job} mayRevoke={mayRevoke} />
        </PanelPart>
      )}
      <PanelPart>
        <Facts
          facts={[
            { label: words('startedBy'), value: job.startedBy },
            { label: words('started'), value: <Time at={job.createdAt} /> },
            ...(endedAt ? [{ label: words('ended'), value: <Time at={endedAt} /> }] : []),
          ]}
        />
      </PanelPart>
      {running && state === 'running' && cancel && (
        <PanelPart>
          <ActionForm
            action={cancel.action}
            submission={cancel.submission}
            hidden={{ jobId: job.id }}
            className="flex flex-wrap items-center gap-3"
          >
            <SubmitButton variant="secondary" icon="off">
              {words('cancel')}
            </SubmitButton>
            <span className="text-sm text-ink-3">{words('cancelNote')}</span>
          </ActionForm>
        </PanelPart>
      )}
    </Panel>
  )
}
