import { useFormat, useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Icon } from '@/components/ui/icon'
import { Panel } from '@/components/ui/panel'
import type { Permission } from '@/lib/access/permissions'
import type { SetupStepView } from '@/lib/tokens/overview/schema'

const NEEDS = {
  channel: 'channel.register',
  key: 'key.generate',
  token: 'token.issue',
  verify: 'token.verify',
} as const satisfies Record<SetupStepView['step'], Permission>

const LOOK = {
  done: { icon: 'done', ink: 'text-accent-ink' },
  skipped: { icon: 'off', ink: 'text-ink-3' },
  next: { icon: 'todo', ink: 'text-ink' },
  later: { icon: 'todo', ink: 'text-ink-3' },
} as const

type Props = { steps: readonly SetupStepView[]; may: (permission: Permission) => boolean }

/** The way to a first token that is known to work, in four steps; ticks stand where the database shows them done. */
export function SetupPanel({ steps, may }: Props) {
  const words = useWords('overview')
  const format = useFormat()
  const done = steps.filter(({ state }) => state === 'done' || state === 'skipped').length
  return (
    <Panel
      title={words('setup.title', { steps: steps.length })}
      aside={words('setup.done', { done: format.number(done), steps: format.number(steps.length) })}
    >
      <ol>
        {steps.map((view) => (
          <Step key={view.step} view={view} may={may(NEEDS[view.step])} />
        ))}
      </ol>
    </Panel>
  )
}

function Step({ view, may }: { view: SetupStepView; may: boolean }) {
  const words = useWords('overview')
  const { step, state, at } = view
  const { icon, ink } = LOOK[state]
  return (
    <li
      aria-current={state === 'next' ? 'step' : undefined}
      className="grid grid-cols-[16px_minmax(0,1fr)] items-start gap-x-3 gap-y-2 border-line border-b px-4 py-3 last:border-b-0 md:grid-cols-[16px_minmax(0,1fr)_auto]"
    >
      <span className={`mt-0.5 ${ink}`}>
        <Icon name={icon} />
      </span>
      <div className="min-w-0">
        <h3
          className={state === 'next' ? 'font-semibold' : state === 'done' ? 'font-medium' : 'font-medium text-ink-2'}
        >
          {words(`setup.${step}.title`)}
          <span className="sr-only">: {words(`setup.states.${state}`)}</span>
        </h3>
        <p className="max-w-160 text-sm text-ink-2">
          {state === 'skipped' ? words('setup.key.skipped') : words(`setup.${step}.text`)}
          {state === 'next' && !may && ` ${words(`setup.who.${whoDoes(step)}`)}`}
        </p>
      </div>
      <div className="text-sm text-ink-3 max-md:col-start-2">
        {at ? <Time at={at} /> : state === 'next' && <StepButton view={view} may={may} />}
      </div>
    </li>
  )
}

function StepButton({ view: { step, channelId, tokenId }, may }: { view: SetupStepView; may: boolean }) {
  const words = useWords('overview')
  const act = words(`setup.${step}.act`)
  if (!may)
    return (
      <Button variant="primary" disabledReason={words(`denied.${whoDoes(step)}`)}>
        {act}
      </Button>
    )
  return (
    <ButtonLink variant="primary" href={hrefOf({ step, channelId, tokenId })}>
      {act}
    </ButtonLink>
  )
}

const whoDoes = (step: SetupStepView['step']) => (NEEDS[step] === 'token.issue' ? 'operator' : 'operatorOrAdmin')

function hrefOf({ step, channelId, tokenId }: Pick<SetupStepView, 'step' | 'channelId' | 'tokenId'>): string {
  if (step === 'channel') return '/channels/new'
  if (step === 'key') return `/channels/${channelId}/keys`
  return step === 'verify' && tokenId
    ? `/channels/${channelId}/tokens?token=${tokenId}`
    : `/channels/${channelId}/tokens?issue`
}
