import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import { Facts } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { RevokedView, SightingView } from '@/lib/tokens/schema'
import { PastedField } from '../paste/pasted-field'
import { HuntAnswer } from './hunt-answer'

type Props = {
  channel: { id: string; lineChannelId: string }
  keyId: SightingView | null
  base: string
  may: boolean
  action: FormAction<RevokedView>
  submission: string
}

/** Hunting a key ID that was issued elsewhere: a suspected token is revoked, and LINE's lists before and after compared. */
export function HuntDialog({ channel, keyId, base, may, action, submission }: Props) {
  const words = useWords('tokens')
  if (keyId?.standing !== 'foreign')
    return (
      <PageDialog title={words('hunt.notFoundTitle')} closeHref={base}>
        <p className="text-ink-2">{words('hunt.notFound')}</p>
      </PageDialog>
    )
  const end = (name: 'found' | 'missed' | 'unsure' | 'unread') => ({
    title: words(`hunt.${name}`),
    text: words(`hunt.${name}Text`),
  })
  const hidden = { channelId: channel.id, hunt: keyId.keyId }
  return (
    <PageDialog
      title={words('hunt.title')}
      closeHref={base}
      returnTo={`${base}?hunt=${encodeURIComponent(keyId.keyId)}`}
    >
      <Facts
        facts={[{ label: words('hunt.keyId'), value: <Id value={keyId.keyId} thing={words('keyIdThing')} full /> }]}
      />
      <ActionForm action={action} submission={submission} hidden={hidden} className="grid gap-4.5">
        <HuntAnswer
          ends={{ found: end('found'), missed: end('missed'), unsure: end('unsure'), unread: end('unread') }}
          words={{
            vanished: words('hunt.vanished'),
            unproven: words('hunt.unproven'),
            keyId: words('keyIdThing'),
          }}
        >
          {keyId.goneAt ? (
            <p className="text-sm text-ink-2">{words('hunt.gone')}</p>
          ) : (
            <>
              <p className="text-sm text-ink-2">{words('hunt.text')}</p>
              <Notice tone="red" icon="warning">
                {words('hunt.consequence')}
              </Notice>
              {may && (
                <>
                  <PastedField label={words('hunt.field')} hint={words('hunt.hint')} />
                  <AnsweredText
                    name="confirm"
                    label={words('revoke.confirm', { channelId: channel.lineChannelId })}
                    mono
                    inputMode="numeric"
                    autoComplete="off"
                    aria-required
                  />
                </>
              )}
            </>
          )}
        </HuntAnswer>
        <DialogFoot>
          <ButtonLink href={base} scroll={false}>
            {words('hunt.done')}
          </ButtonLink>
          {!keyId.goneAt &&
            (may ? (
              <SubmitButton variant="danger-solid">{words('hunt.submit')}</SubmitButton>
            ) : (
              <Button disabledReason={words('denied.revoke')}>{words('hunt.submit')}</Button>
            ))}
        </DialogFoot>
      </ActionForm>
    </PageDialog>
  )
}
