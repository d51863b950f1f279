import { useWords } from '#words'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/action-answer'
import type { IssuePreview } from '@/lib/jobs/schema'
import { IssueMany } from './issue-many'
import { useManyOffer } from './use-many-offer'

type Props = {
  preview: IssuePreview
  /** The selection as JSON, as the form sends it on. */
  select: string
  action: FormAction<{ jobId: string }>
  submission: string
  backHref: string
}

/** Issuing one token for each of many channels: what it means, before it is begun, and then the page of its values. */
export function IssuePanel({ preview, ...form }: Props) {
  const words = useWords('jobs')
  const { channels: count, labels, perMinute } = preview
  const { offer, notes } = useManyOffer(preview)
  const does = words('does.issue', { count })
  return (
    <IssueMany
      {...form}
      {...{ offer, notes }}
      title={does}
      submit={does}
      total={count}
      intro={
        <div className="grid gap-3">
          <Notice tone="plain">{words('issue.how')}</Notice>
          <p className="text-sm text-ink-2">
            {labels.join(' · ')}
            {count > labels.length && ` ${words('andMore', { count: count - labels.length })}`}
          </p>
          <p className="text-sm text-ink-3">
            {words('issue.pace', { perMinute })}
            {count > perMinute && ` ${words('issue.takes', { count, minutes: Math.ceil(count / perMinute) - 1 })}`}
          </p>
        </div>
      }
    />
  )
}
