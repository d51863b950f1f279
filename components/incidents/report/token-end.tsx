import { useFormat, useWords } from '#words'
import { type RevokeStep, revokeSteps } from '@/components/tokens/revoke/revoke-steps'
import type { ReportToken } from '@/lib/incidents/report/schema'
import { outcomeOf } from '@/lib/tokens/proof/schema'

/** How a token ended, in words: the way of its revoke with LINE's answers, or that it ended by itself, or that it did not. */
export function TokenEnd({ token, over }: { token: ReportToken; over: Date }) {
  const words = useWords('report')
  const format = useFormat()
  const { kind, state, proof, expiresAt } = token
  const outcome = outcomeOf(token)
  // A sync or a verify may see a token gone that nobody here revoked.
  const elsewhere = outcome === 'notListed' || outcome === 'refused' || (state === 'gone' && !proof)
  if (elsewhere && !outcome) return words('goneElsewhere')
  if (outcome)
    return (
      <>
        {elsewhere && words('goneElsewhere')}
        <Way steps={revokeSteps(token)} expiresAt={expiresAt} told={!elsewhere} />
      </>
    )
  if (kind === 'stateless' && expiresAt) return words('stateless', { time: format.instant(expiresAt) })
  if (expiresAt && expiresAt <= over) return words('ended', { time: format.instant(expiresAt) })
  return (
    <span className="text-red-ink">
      {expiresAt ? words('left', { time: format.instant(expiresAt) }) : words('leftOn')}
    </span>
  )
}

/** Requested → accepted by LINE → proven gone, each with its time, and what the proof is. */
function Way({
  steps,
  expiresAt,
  told: tellsSteps,
}: {
  steps: readonly RevokeStep[]
  expiresAt: Date | null
  told: boolean
}) {
  const words = useWords('tokens')
  const own = useWords('report')
  const format = useFormat()
  const last = steps.at(-1)
  const titleOf = ({ step, by }: RevokeStep) =>
    words(step === 'still' || step === 'unread' ? `revoke.by.${by}.${step}Title` : `revoke.${step}`)
  // The day is told once, and again where it changes.
  const timeOf = (at: Date, before: Date | undefined) => {
    const day = format.weekday(at)
    return before && format.weekday(before) === day ? format.clock(at) : `${day} ${format.clock(at)}`
  }
  const told = steps.map((step, index) => {
    const before = steps.slice(0, index).findLast(({ at }) => at)?.at
    return step.at ? `${titleOf(step)} ${timeOf(step.at, before)}` : titleOf(step)
  })
  return (
    <>
      {tellsSteps && <span className={last?.state === 'done' ? '' : 'text-red-ink'}>{told.join(' → ')}</span>}
      <span className="block text-xs/[18px] text-ink-2">
        {last && last.step === 'proven' && words(`revoke.by.${last.by}.proven`)}
        {(last?.step === 'ended' || last?.step === 'endedAlone') && words(`revoke.${last.step}Text`)}
        {last?.state !== 'done' &&
          (expiresAt ? words('revoke.mayLive', { time: format.instant(expiresAt) }) : words('revoke.mayLiveOn'))}
        {steps.map(
          ({ step, requestId, status }) =>
            requestId && (
              <span key={step} className="block text-ink-3">
                {own(step === 'accepted' ? 'answerOf.accepted' : 'answerOf.proof', { status: status ?? 0 })}{' '}
                <span className="font-mono">{requestId}</span>
              </span>
            ),
        )}
      </span>
    </>
  )
}
