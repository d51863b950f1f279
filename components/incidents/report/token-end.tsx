import { useFormat, useWords } from '#words'
import { type RevokeStep, revokeSteps } from '@/components/tokens/revoke/revoke-steps'
import type { ReportToken } from '@/lib/incidents/report/schema'

/** How a token ended, in words: the way of its revoke with LINE's answers, or that it ended by itself, or that it did not. */
export function TokenEnd({ token, over }: { token: ReportToken; over: Date }) {
  const words = useWords('report')
  const format = useFormat()
  const { kind, state, proof, expiresAt } = token
  if (state !== 'live' && proof) return <Way steps={revokeSteps(token)} expiresAt={expiresAt} />
  // A sync may see a token gone that nobody here revoked.
  if (state === 'gone') return words('goneElsewhere')
  if (kind === 'stateless' && expiresAt) return words('stateless', { time: format.instant(expiresAt) })
  if (expiresAt && expiresAt <= over) return words('ended', { time: format.instant(expiresAt) })
  return (
    <span className="text-red-ink">
      {expiresAt ? words('left', { time: format.instant(expiresAt) }) : words('leftOn')}
    </span>
  )
}

/** Requested → accepted by LINE → proven gone, each with its time, and what the proof is. */
function Way({ steps, expiresAt }: { steps: readonly RevokeStep[]; expiresAt: Date | null }) {
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
      <span className={last?.state === 'done' ? '' : 'text-red-ink'}>{told.join(' → ')}</span>
      <span className="block text-xs/[18px] text-ink-2">
        {last && last.step === 'proven' && words(`revoke.by.${last.by}.proven`)}
        {last && last.step === 'ended' && words('revoke.endedText')}
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
