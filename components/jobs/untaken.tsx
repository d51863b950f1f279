import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Notice } from '@/components/ui/notice'
import type { JobView } from '@/lib/jobs/schema'

type Props = { job: Pick<JobView, 'id' | 'untaken' | 'untakenRevocable' | 'undelivered'>; mayRevoke: boolean }

/** What became of issued values that nobody is known to have taken, and the way to end their tokens. */
export function Untaken({ job: { id, untaken, untakenRevocable, undelivered }, mayRevoke }: Props) {
  const words = useWords('jobs')
  const tokens = useWords('tokens')
  const revoke = words('lost.revoke', { count: untakenRevocable })
  return (
    <Notice
      tone="amber"
      title={words('lost.title', { count: untaken })}
      actions={
        <>
          {untakenRevocable > 0 &&
            (mayRevoke ? (
              <ButtonLink size="sm" variant="danger" href={`/jobs/new?change=token.revoke&untakenOf=${id}`}>
                {revoke}
              </ButtonLink>
            ) : (
              <Button size="sm" disabledReason={tokens('denied.revoke')}>
                {revoke}
              </Button>
            ))}
          <ButtonLink size="sm" href={`/jobs/${id}?show=untaken`}>
            {words('lost.show')}
          </ButtonLink>
        </>
      }
    >
      <p>{words('lost.text')}</p>
      {undelivered > 0 && <p>{words('lost.waiting', { count: undelivered })}</p>}
      {untaken > untakenRevocable && <p>{words('lost.stateless')}</p>}
    </Notice>
  )
}
