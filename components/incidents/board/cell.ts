import type { Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon'
import type { IncidentChannelView, Step, StepState } from '@/lib/incidents/schema'

/** What a cell says: its look, its word under `incidents.cells`, and a number in that word. */
export interface CellLook {
  tone: Tone
  icon: IconName
  word: CellWord
  count: number
}
export type CellWord =
  | 'done'
  | 'later'
  | 'running'
  | 'none'
  | 'left'
  | 'settling'
  | 'notFrozen'
  | 'secretRefused'
  | 'setUp'
  | 'giveKid'
  | 'refused'
  | 'delete'
  | 'reissue'
  | 'sync'
  | 'unknown'

const LOOKS = {
  done: { tone: 'ok', icon: 'check' },
  now: { tone: 'amber', icon: 'right' },
  running: { tone: 'blue', icon: 'running' },
  later: { tone: 'off', icon: 'todo' },
  wrong: { tone: 'red', icon: 'failed' },
  none: { tone: 'off', icon: 'off' },
} as const satisfies Record<StepState, { tone: Tone; icon: IconName }>

/** How one step of one channel is shown. */
export function cellLook(channel: IncidentChannelView, step: Step, state: StepState): CellLook {
  const { word, count = 0 } = wordOf(channel, step, state)
  return { ...LOOKS[state], word, count }
}

function wordOf(channel: IncidentChannelView, step: Step, state: StepState): { word: CellWord; count?: number } {
  if (state === 'done' || state === 'later' || state === 'running' || state === 'none') return { word: state }
  const left = channel.tokens.left.length
  switch (step) {
    case 'freeze':
      return { word: 'notFrozen' }
    case 'revoke':
      if (state === 'wrong') return { word: 'secretRefused' }
      return left > 0 ? { word: 'left', count: left } : { word: 'settling' }
    case 'key':
      if (state === 'wrong') return { word: 'refused' }
      return { word: channel.keyWaits ? 'giveKid' : 'setUp' }
    case 'oldKey':
      return { word: 'delete' }
    case 'secret':
      return { word: state === 'wrong' ? 'refused' : 'reissue' }
    case 'sweep':
      if (state === 'now') return { word: 'sync' }
      return { word: 'unknown', count: channel.unkillable.filter(({ what }) => what === 'keyId').length }
  }
}

/** Where a cell leads: to where it is done, or to this page's own first panel; null where there is nothing to do. */
export function cellHref(
  incidentId: string,
  channel: IncidentChannelView,
  step: Step,
  state: StepState,
): string | null {
  if (state === 'running') return `/incidents/${incidentId}#now`
  if (state !== 'now' && state !== 'wrong') return null
  const at = `/channels/${channel.channelId}`
  if (step === 'key') return `${at}/keys`
  if (step === 'secret' || (step === 'revoke' && state === 'wrong')) return `${at}/settings?secret`
  if (step === 'freeze') return `${at}/settings`
  if (step === 'revoke' && channel.tokens.left.length === 0) return `${at}/tokens`
  return `/incidents/${incidentId}?channel=${channel.channelId}&step=${step}#now`
}
