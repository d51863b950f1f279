import { useWords } from '#words'
import { Panel } from '@/components/ui/panel'
import type { FormAction } from '@/lib/action-answer'
import type { SigningKeyView } from '@/lib/keys/schema'
import { ActivateStep } from './activate-step'
import { GenerateStep } from './generate-step'
import { RegisterStep } from './register-step'

type Props = {
  channelId: string
  /** The key that waits for its kid. */
  waiting: SigningKeyView | undefined
  /** True when another key is in use meanwhile. */
  next: boolean
  mayGenerate: boolean
  mayActivate: boolean
  generate: FormAction
  activate: FormAction
  /** One for each form. */
  submissions: readonly [generate: string, activate: string]
}

/** Three steps that bring a signing key into use: generate it here, register it at LINE, give its kid back. */
export function KeyTask({ channelId, waiting, next, mayGenerate, mayActivate, submissions, ...actions }: Props) {
  const words = useWords('keys')
  return (
    <Panel title={words(next ? 'setUpNext' : 'setUp')}>
      <p className="border-line border-b px-4 py-3 text-sm text-ink-2">{words(next ? 'introNext' : 'intro')}</p>
      <ol>
        <GenerateStep
          {...{ channelId, waiting, next }}
          may={mayGenerate}
          action={actions.generate}
          submission={submissions[0]}
        />
        <RegisterStep waiting={waiting} />
        <ActivateStep
          {...{ channelId, waiting }}
          may={mayActivate}
          action={actions.activate}
          submission={submissions[1]}
        />
      </ol>
    </Panel>
  )
}
