import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { SubmitButton } from '@/components/ui/controls/submit-button'
import { Time } from '@/components/ui/figures/time'
import { ActionForm } from '@/components/ui/forms/action-form'
import { Id } from '@/components/ui/id'
import { Panel } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { SigningKeyView } from '@/lib/keys/schema'
import { Health } from './health'

type Props = {
  channelId: string
  signingKeys: readonly { signingKey: SigningKeyView; submission: string }[]
  base: string
  may: { activate: boolean; retire: boolean }
  activate: FormAction
}

/** The keys that LINE takes but Kagiban does not sign with, each to be put to use or retired; nothing while there are none. */
export function ReadyKeys({ signingKeys, ...rest }: Props) {
  const words = useWords('keys')
  if (signingKeys.length === 0) return null
  return (
    <Panel title={words('ready.title')} count={signingKeys.length}>
      <ul>
        {signingKeys.map((one) => (
          <ReadyKey key={one.signingKey.id} {...one} {...rest} />
        ))}
      </ul>
      <p className="px-4 py-3 text-sm text-ink-3">{words('ready.note')}</p>
    </Panel>
  )
}

type KeyProps = Omit<Props, 'signingKeys'> & Props['signingKeys'][number]

function ReadyKey({
  channelId,
  signingKey: { id, kid, provenAt, refusedAt },
  submission,
  base,
  may,
  activate,
}: KeyProps) {
  const words = useWords('keys')
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2.5 border-line border-b px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-72 gap-0.5">
        <div className="flex flex-wrap items-center gap-x-3">
          {kid && <Id value={kid} thing={words('kid')} full />}
          <Health refused={refusedAt !== null} />
        </div>
        {provenAt && (
          <p className="text-xs text-ink-3">
            {words('ready.proven')} <Time at={provenAt} />
          </p>
        )}
      </div>
      <ActionForm
        action={activate}
        submission={submission}
        hidden={{ channelId, signingKeyId: id }}
        // What is refused stands above the whole row.
        className="contents [&>[role=alert]]:-order-1 [&>[role=alert]]:basis-full"
      >
        <span className="flex flex-wrap gap-2">
          {may.activate ? (
            <SubmitButton variant="secondary" size="sm">
              {words('ready.use')}
            </SubmitButton>
          ) : (
            <Button size="sm" disabledReason={words('denied')}>
              {words('ready.use')}
            </Button>
          )}
          <RetireLink href={`${base}?retire=${id}`} may={may.retire} />
        </span>
      </ActionForm>
    </li>
  )
}

/** Leads to the dialog that retires a key, or discards one that waits for its kid. */
export function RetireLink({
  href,
  may,
  discard,
  size = 'sm',
}: {
  href: string
  may: boolean
  discard?: boolean
  size?: 'sm' | 'md'
}) {
  const words = useWords('keys')
  const word = words(discard ? 'retire.discard' : 'retire.button')
  return may ? (
    <ButtonLink size={size} variant="danger" href={href} scroll={false}>
      {word}
    </ButtonLink>
  ) : (
    <Button size={size} disabledReason={words('denied')}>
      {word}
    </Button>
  )
}
