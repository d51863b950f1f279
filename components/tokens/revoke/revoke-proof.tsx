import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Steps } from '@/components/ui/steps'
import type { TokenView } from '@/lib/tokens/schema'
import { revokeSteps } from './revoke-steps'

/** The way of a revoke: requested, accepted by LINE, proven gone by its list or its word on the value, or what is missing. */
export function RevokeProof({ token }: { token: TokenView }) {
  const words = useWords('tokens')
  const steps = revokeSteps(token).map(({ step, by, state, at, status, requestId }) => ({
    state,
    title: words(step === 'still' || step === 'unread' ? `revoke.by.${by}.${step}Title` : `revoke.${step}`),
    aside: at && <Time at={at} show="clock" />,
    text: (
      <>
        {step === 'requested' || step === 'accepted'
          ? words(`revoke.${step}Text`, { status: status ?? 0 })
          : words(`revoke.by.${by}.${step}`)}
        {requestId && (
          <span className="flex items-center gap-1.5">
            {words('revoke.requestId')} <Id value={requestId} thing={words('revoke.requestId')} />
          </span>
        )}
      </>
    ),
  }))
  return (
    <div role="status" className="rounded-lg border border-line-strong px-3.5 py-3">
      <Steps steps={steps} />
    </div>
  )
}
