import { useWords } from '#words'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import { PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'
import type { ChannelView } from '@/lib/channels/schema'
import type { ImportedView } from '@/lib/tokens/schema'
import { ImportBody } from './import-body'

type Props = {
  channel: Pick<ChannelView, 'id' | 'name' | 'lineChannelId' | 'owner'>
  base: string
  action: FormAction<ImportedView>
  submission: string
  may: boolean
}

/** Taking a token that was issued elsewhere into a channel: what is pasted, what it is for, and what LINE is asked. */
export function ImportDialog({ channel, base, action, submission, may }: Props) {
  const words = useWords('verify')
  return (
    <PageDialog
      title={words('import.title')}
      description={`${channel.name} · ${channel.lineChannelId}`}
      closeHref={base}
      returnTo={`${base}?import`}
    >
      {may ? (
        <ActionForm action={action} submission={submission} hidden={{ channelId: channel.id }} className="grid gap-4.5">
          <ImportBody owner={channel.owner} base={base} />
        </ActionForm>
      ) : (
        <Notice tone="amber">{words('denied.import')}</Notice>
      )}
    </PageDialog>
  )
}
