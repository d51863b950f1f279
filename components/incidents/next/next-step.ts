import type { IncidentChannelView, IncidentView, Step, StepState } from '@/lib/incidents/schema'

/** What is to be done next of a whole incident: one thing, so that nobody has to choose under stress. */
export type NextStep =
  | { act: 'revoke'; channels: IncidentChannelView[] }
  /** Done in one channel; `more` others wait for the same. */
  | { act: 'key' | 'secret'; channel: IncidentChannelView; more: number }
  | { act: 'oldKey' | 'hunt'; channel: IncidentChannelView; more: number }
  | { act: 'sync'; channels: IncidentChannelView[] }
  | { act: 'wait' | 'say' | 'close' }

/** Where a step of a channel stands. */
export const stateOf = ({ steps }: Pick<IncidentChannelView, 'steps'>, step: Step): StepState =>
  steps.find((each) => each.step === step)?.state ?? 'none'

const waits = (channel: IncidentChannelView, step: Step) => ['now', 'wrong'].includes(stateOf(channel, step))

/** Every token that is left was asked to be revoked; that goes on by itself, and may be asked for again. */
const goesOn = ({ tokens: { left } }: IncidentChannelView) => left.every(({ state }) => state === 'revoking')
const mayRevoke = (channel: IncidentChannelView) =>
  channel.tokens.left.length > 0 &&
  (waits(channel, 'revoke') || (stateOf(channel, 'revoke') === 'running' && goesOn(channel)))

/**
 * First all tokens, because they are what can be used against anybody; then channel by channel what is renewed at LINE,
 * because its console is open there; then one look at LINE for all. Null once the incident is closed.
 */
export function nextStep(incident: Pick<IncidentView, 'channels' | 'closedAt' | 'doneAt' | 'safeAt'>): NextStep | null {
  const { channels, closedAt, doneAt, safeAt } = incident
  if (closedAt) return null
  if (doneAt) return { act: safeAt ? 'close' : 'say' }
  const live = channels.filter(
    (channel) => stateOf(channel, 'revoke') === 'now' && channel.tokens.left.some(({ state }) => state === 'live'),
  )
  if (live.length > 0) return { act: 'revoke', channels: live }
  const renewed = channels.flatMap((channel) => {
    const act = (['key', 'oldKey', 'secret'] as const).find((step) => waits(channel, step))
    return act ? [{ act, channel }] : []
  })
  const [first] = renewed
  if (first) return { ...first, more: renewed.length - 1 }
  const unproven = channels.filter(mayRevoke)
  if (unproven.length > 0) return { act: 'revoke', channels: unproven }
  const unsynced = channels.filter((channel) => stateOf(channel, 'sweep') === 'now' && channel.openOperations === 0)
  if (unsynced.length > 0) return { act: 'sync', channels: unsynced }
  const unknown = channels.filter((channel) => stateOf(channel, 'sweep') === 'wrong')
  if (unknown[0]) return { act: 'hunt', channel: unknown[0], more: unknown.length - 1 }
  return { act: 'wait' }
}

/** What a cell of the table asks for instead, as its link says it; null when it is not to be done just now. */
export function chosenStep(channel: IncidentChannelView | undefined, step: string | undefined): NextStep | null {
  if (!channel) return null
  const one = { channel, more: 0 }
  if (step === 'revoke' && mayRevoke(channel)) return { act: 'revoke', channels: [channel] }
  if ((step === 'key' || step === 'oldKey' || step === 'secret') && waits(channel, step)) return { act: step, ...one }
  if (step === 'sweep' && waits(channel, 'sweep'))
    return stateOf(channel, 'sweep') === 'wrong' ? { act: 'hunt', ...one } : { act: 'sync', channels: [channel] }
  return null
}
