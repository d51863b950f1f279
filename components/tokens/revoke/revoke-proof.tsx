import { useFormat, useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Steps } from '@/components/ui/steps'
import type { RevokeTry } from '@/lib/tokens/proof/schema'
import type { TokenView } from '@/lib/tokens/schema'
import { useIssuerWord } from '../issuer'
import { type RevokeStep, revokeSteps } from './revoke-steps'

/** The way of a revoke: requested, accepted by LINE, proven gone by its list or its word on the value, or what is missing. */
export function RevokeProof({ token }: { token: TokenView }) {
  const words = useWords('tokens')
  const steps = revokeSteps(token).map((step) => ({
    state: step.state,
    title: words(
      step.step === 'still' || step.step === 'unread'
        ? `revoke.by.${step.by}.${step.step}Title`
        : `revoke.${step.step}`,
    ),
    aside: step.at && <Time at={step.at} show="clock" />,
    text: <StepText {...step} token={token} />,
  }))
  const { nextProofAt, proof, state } = token
  return (
    <div role="status" className="grid gap-3 rounded-lg border border-line-strong px-3.5 py-3">
      <Steps steps={steps} />
      {state === 'revoking' && nextProofAt && <NextTry at={nextProofAt} />}
      {proof?.tries && proof.tries.length > 0 && <Tries tries={proof.tries} />}
    </div>
  )
}

function StepText({ step, by, status, requestId, name, token }: RevokeStep & { token: TokenView }) {
  const words = useWords('tokens')
  const issuer = useIssuerWord()
  return (
    <>
      {step === 'requested' &&
        (name ? words('revoke.requestedBy', { name: issuer(name) }) : words('revoke.requestedText'))}
      {step === 'accepted' && words('revoke.acceptedText', { status: status ?? 0 })}
      {(step === 'ended' || step === 'endedAlone' || step === 'unsent') && words(`revoke.${step}Text`)}
      {step === 'unprovable' && <Unprovable token={token} />}
      {step !== 'requested' &&
        step !== 'accepted' &&
        step !== 'ended' &&
        step !== 'endedAlone' &&
        step !== 'unsent' &&
        step !== 'unprovable' &&
        words(`revoke.by.${by}.${step}`)}
      {requestId && (
        <span className="flex items-center gap-1.5">
          {words('revoke.requestId')} <Id value={requestId} thing={words('revoke.requestId')} />
        </span>
      )}
    </>
  )
}

function Unprovable({ token: { proof, expiresAt } }: { token: TokenView }) {
  const words = useWords('tokens')
  const format = useFormat()
  if (!proof?.unprovable) return null
  return (
    <>
      {words(`revoke.unprovableWhy.${proof.unprovable.why}`)}{' '}
      {expiresAt ? words('revoke.mayLive', { time: format.instant(expiresAt) }) : words('revoke.mayLiveOn')}
    </>
  )
}

function NextTry({ at }: { at: Date }) {
  const words = useWords('tokens')
  const format = useFormat()
  return <p className="text-xs/[18px] text-ink-2">{words('revoke.nextTry', { time: format.clock(at) })}</p>
}

/** Each later try: when, by whom, and how it ended. */
function Tries({ tries }: { tries: readonly RevokeTry[] }) {
  const words = useWords('tokens')
  const systems = useWords('history')
  return (
    <details className="text-xs/[18px] text-ink-2">
      <summary className="min-h-6 font-medium">{words('revoke.tries', { count: tries.length })}</summary>
      <ol className="mt-1.5 grid gap-1">
        {tries.map((one) => (
          <li key={one.operationId} className="flex flex-wrap items-center gap-x-2">
            <Time at={new Date(one.at)} show="clock" />
            <span>{one.by === 'settler' ? systems('systems.settler') : one.by}</span>
            <span>{words(`revoke.tried.${one.ended}`)}</span>
            {one.accepted?.requestId && <Id value={one.accepted.requestId} thing={words('revoke.requestId')} />}
          </li>
        ))}
      </ol>
    </details>
  )
}
