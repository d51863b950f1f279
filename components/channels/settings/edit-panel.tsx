import { useWords } from '#words'
import { Panel } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { ChannelView } from '@/lib/channels/schema'
import { Details } from './details'
import { EditForm } from './edit-form'

type Props = { channel: ChannelView; may: boolean; action: FormAction<true>; submission: string }

/** What Kagiban itself says of a channel, to be edited by who may. */
export function EditPanel({ channel, may, action, submission }: Props) {
  const words = useWords('channels')
  const why = channel.archivedAt ? words('settings.editArchived') : may ? null : words('settings.editDenied')
  return (
    <Panel title={words('settings.edit')} aside={words('settings.fixed')}>
      {why ? (
        <Details channel={channel} why={why} />
      ) : (
        <EditForm channel={channel} action={action} submission={submission} />
      )}
    </Panel>
  )
}
