import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredSecret, AnsweredSelect, AnsweredText } from '@/components/ui/forms/answered-fields'
import { Notice } from '@/components/ui/notice'
import { Panel } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import { CHANNEL_TYPES, ENVIRONMENTS } from '@/lib/channels/schema'
import { TypeTokens } from './type-tokens'

/** Asks what LINE's console shows of a channel, and what the team wants to know of it. */
export function RegisterForm({ action, submission }: { action: FormAction; submission: string }) {
  const words = useWords('channels')
  const common = useWords('common')
  return (
    <ActionForm action={action} submission={submission} className="grid max-w-160 gap-4">
      <Panel title={words('new.atLine')}>
        <div className="grid gap-4 p-4">
          <p className="text-sm text-ink-2">{words('new.intro')}</p>
          <AnsweredText
            name="lineChannelId"
            label={words('new.channelId')}
            hint={words('new.channelIdHint')}
            mono
            inputMode="numeric"
            autoComplete="off"
            aria-required
            className="max-w-72"
          />
          <AnsweredSecret
            name="channelSecret"
            label={words('new.secret')}
            hint={words('new.secretHint')}
            again={words('new.secretAgain')}
            aria-required
          />
          <AnsweredSelect
            name="type"
            label={words('new.type')}
            hint={<TypeTokens />}
            start="messaging_api"
            className="max-w-120"
          >
            {CHANNEL_TYPES.map((type) => (
              <option key={type} value={type}>
                {words(`types.${type}`)}
              </option>
            ))}
          </AnsweredSelect>
        </div>
      </Panel>
      <Panel title={words('new.here')}>
        <div className="grid gap-4 p-4 md:grid-cols-2">
          <AnsweredText
            name="name"
            label={words('new.name')}
            hint={words('new.nameHint')}
            autoComplete="off"
            aria-required
            className="md:col-span-2"
          />
          <AnsweredSelect name="environment" label={words('new.environment')} start="">
            <option value="">{words('new.choose')}</option>
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
            autoComplete="off"
            aria-required
          />
          <AnsweredText
            name="tags"
            label={words('new.tags')}
            hint={words('new.tagsHint')}
            optional
            autoComplete="off"
            className="md:col-span-2"
          />
        </div>
      </Panel>
      <Notice tone="plain" icon="shield">
        {words('new.proof')}
      </Notice>
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{words('new.submit')}</SubmitButton>
        <ButtonLink href="/channels">{common('cancel')}</ButtonLink>
      </div>
    </ActionForm>
  )
}
