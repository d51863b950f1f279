import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Panel } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { SigningKeyView } from '@/lib/keys/schema'
import { ActivateStep } from './activate-step'
import { GenerateStep } from './generate-step'
import { RetireLink } from './ready-keys'
import { RegisterStep } from './register-step'

type Props = {
  channelId: string
  /** The key that waits for its kid. */
  waiting: SigningKeyView | undefined
  /** True when another key is in use meanwhile. */
  next: boolean
  base: string
  may: { generate: boolean; activate: boolean; import: boolean; retire: boolean }
  generate: FormAction
  activate: FormAction
  /** One for each form. */
  submissions: readonly [generate: string, activate: string]
}

/** Three steps that bring a signing key into use: generate it here, register it at LINE, give its kid back. */
export function KeyTask({ channelId, waiting, next, base, may, submissions, ...actions }: Props) {
  const words = useWords('keys')
  return (
    <Panel
      title={words(next ? 'setUpNext' : 'setUp')}
      aside={
        waiting ? (
          <RetireLink href={`${base}?retire=${waiting.id}`} may={may.retire} discard />
        ) : (
          <ImportLink href={`${base}?import`} may={may.import} />
        )
      }
    >
      <p className="border-line border-b px-4 py-3 text-sm text-ink-2">{words(next ? 'introNext' : 'intro')}</p>
      <ol>
        <GenerateStep
          {...{ channelId, waiting, next }}
          may={may.generate}
          action={actions.generate}
          submission={submissions[0]}
        />
        <RegisterStep waiting={waiting} />
        <ActivateStep
          {...{ channelId, waiting }}
          may={may.activate}
          action={actions.activate}
          submission={submissions[1]}
        />
      </ol>
    </Panel>
  )
}

/** The other way to a key: one that was made elsewhere. */
function ImportLink({ href, may }: { href: string; may: boolean }) {
  const words = useWords('keys')
  return may ? (
    <ButtonLink size="sm" href={href} scroll={false}>
      {words('import.button')}
    </ButtonLink>
  ) : (
    <Button size="sm" disabledReason={words('denied')}>
      {words('import.button')}
    </Button>
  )
}
