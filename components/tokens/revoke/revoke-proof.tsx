import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Steps } from '@/components/ui/steps'
import type { TokenView } from '@/lib/tokens/schema'
import { type RevokeStep, revokeSteps } from './revoke-steps'

/** The way of a revoke: requested, accepted by LINE, proven gone by its list, or what is missing. */
export function RevokeProof({ token }: { token: TokenView }) {
  const words = useWords('tokens')
  const steps = revokeSteps(token).map(({ step, state, at, status, requestId }) => ({
    state,
    title: words(`revoke.${step}`),
    aside: at && <Time at={at} show="clock" />,
    text: (
      <>
        {words(TEXTS[step], { status: status ?? 0 })}
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

const TEXTS = {
  requested: 'revoke.requestedText',
  accepted: 'revoke.acceptedText',
  notSeen: 'revoke.notSeenText',
  notSent: 'revoke.notSentText',
  proven: 'revoke.provenText',
  stillListed: 'revoke.stillListedText',
  unread: 'revoke.unreadText',
  waiting: 'revoke.waitingText',
} as const satisfies Record<RevokeStep['step'], string>
