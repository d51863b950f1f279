import { useWords } from '#words'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredSelect, AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/action-answer'
import { CHANNEL_TYPES, type ChannelView, DESCRIBED, ENVIRONMENTS } from '@/lib/channels/schema'
import { TypeTokens } from '../type-tokens'
import { ShownBefore } from './shown-before'
import { WhenDone } from './when-done'

type Props = { channel: ChannelView; action: FormAction<true>; submission: string }

/** Changes what Kagiban itself says of a channel; its fields hold what is there now. */
export function EditForm({ channel, action, submission }: Props) {
  const words = useWords('channels')
  return (
    <ActionForm
      action={action}
      submission={submission}
      hidden={{ channelId: channel.id }}
      className="grid gap-4 p-4 md:grid-cols-2 md:[&>[role]]:col-span-2"
    >
      <ShownBefore value={JSON.stringify(Object.fromEntries(DESCRIBED.map((field) => [field, channel[field]])))} />
      <AnsweredText
        name="name"
        label={words('new.name')}
        start={channel.name}
        autoComplete="off"
        aria-required
        className="md:col-span-2"
      />
      <AnsweredSelect name="type" label={words('new.type')} hint={<TypeTokens />} start={channel.type}>
        {CHANNEL_TYPES.map((type) => (
          <option key={type} value={type}>
            {words(`types.${type}`)}
          </option>
        ))}
      </AnsweredSelect>
      <div className="grid content-start gap-4">
        <AnsweredSelect name="environment" label={words('new.environment')} start={channel.environment}>
          {ENVIRONMENTS.map((environment) => (
            <option key={environment} value={environment}>
              {words(`environments.${environment}`)}
            </option>
          ))}
        </AnsweredSelect>
        <AnsweredText
          name="owner"
          label={words('new.owner')}
          hint={words('new.ownerHint')}
          start={channel.owner}
          autoComplete="off"
          aria-required
        />
      </div>
      <AnsweredText
        name="tags"
        label={words('new.tags')}
        hint={words('new.tagsHint')}
        start={channel.tags.join(', ')}
        optional
        autoComplete="off"
        className="md:col-span-2"
      />
      <WhenDone>
        <Notice tone="plain" icon="done" live="status">
          {words('settings.saved')}
        </Notice>
      </WhenDone>
      <div className="md:col-span-2">
        <SubmitButton>{words('settings.save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
