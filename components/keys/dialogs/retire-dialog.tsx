import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { AnsweredText } from '@/components/ui/forms/answered-fields'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import { Facts } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { SigningKeyView } from '@/lib/keys/schema'

type Props = {
  channelId: string
  /** The key the address names; undefined when it names none that can be retired. */
  signingKey: SigningKeyView | undefined
  base: string
  may: boolean
  action: FormAction
  submission: string
}

/** Retiring one key, or discarding one that waits for its kid: which, what follows, and the last step. */
export function RetireDialog({ channelId, signingKey, base, may, action, submission }: Props) {
  const words = useWords('keys')
  if (!signingKey)
    return (
      <PageDialog title={words('retire.notFoundTitle')} closeHref={base}>
        <p className="text-ink-2">{words('retire.notFound')}</p>
      </PageDialog>
    )
  const { id, state } = signingKey
  const waits = state === 'generated'
  const word = words(waits ? 'retire.discard' : 'retire.button')
  return (
    <PageDialog
      title={words(waits ? 'retire.discardTitle' : 'retire.title')}
      closeHref={base}
      returnTo={`${base}?retire=${id}`}
    >
      <Facts facts={factsOf(signingKey, words)} />
      <Consequences state={state} />
      <ActionForm
        action={action}
        submission={submission}
        hidden={{ channelId, signingKeyId: id }}
        className="grid gap-4.5"
      >
        {state === 'active' && may && (
          <AnsweredText
            name="typedKid"
            label={words('retire.typeKid')}
            mono
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            aria-required
          />
        )}
        <DialogFoot>
          <ButtonLink href={base} scroll={false}>
            {words('retire.keep')}
          </ButtonLink>
          {may ? (
            <SubmitButton variant="danger-solid">{word}</SubmitButton>
          ) : (
            <Button disabledReason={words('denied')}>{word}</Button>
          )}
        </DialogFoot>
      </ActionForm>
    </PageDialog>
  )
}

function Consequences({ state }: { state: SigningKeyView['state'] }) {
  const words = useWords('keys')
  if (state === 'generated') return <p className="text-sm text-ink-2">{words('retire.discarded')}</p>
  return (
    <>
      <Notice tone={state === 'active' ? 'red' : 'amber'} icon="warning">
        {state === 'active' && <p className="mb-1 font-semibold">{words('retire.inUse')}</p>}
        <p>{words('retire.forGood')}</p>
      </Notice>
      <p className="text-sm text-ink-2">{words('retire.atLine')}</p>
    </>
  )
}

function factsOf({ kid, createdAt, activatedAt, origin }: SigningKeyView, words: ReturnType<typeof useWords<'keys'>>) {
  return [
    ...(kid ? [{ label: words('kid'), value: <Id value={kid} thing={words('kid')} full /> }] : []),
    ...(activatedAt ? [{ label: words('inUse.since'), value: <Time at={activatedAt} show="instant" /> }] : []),
    {
      label: words(origin === 'imported' ? 'inUse.imported' : 'inUse.generated'),
      value: <Time at={createdAt} show="instant" />,
    },
  ]
}
