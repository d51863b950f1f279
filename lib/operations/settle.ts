import 'server-only'
import type { AnyRemoteChange } from '@/lib/change'
import { isRefusal } from '@/lib/errors'
import { isLineError } from '@/lib/line/errors'
import { faultFields, log } from '@/lib/log'
import { marginMs } from './clock'
import { endOperation, finishOperation } from './finish'
import { type OperationRecord, SETTLER } from './operation'
import { dropOldQuarantine } from './quarantine'
import type { OperationState } from './schema'
import { drainSpool } from './spool'
import { claim, listLeaseless } from './store'

/**
 * One round: what nobody finished is ended, and what is unknown is asked about once its fence is well past. The spool
 * comes first, for a token in hand beats any conclusion. Safe to run on several instances: each operation is claimed.
 */
export async function settle(changes: readonly AnyRemoteChange[]): Promise<void> {
  await drainSpool(changes)
  await eachLeaseless('prepared', changes, async (operation, change) => {
    // Nothing was sent before `calling` was committed, so this ends without asking LINE.
    await endOperation(change, operation, ['prepared'], 'aborted', settled('aborted', {}))
  })
  await eachLeaseless('calling', changes, async (operation, change) => {
    await endOperation(change, operation, ['calling'], 'unknown', {
      actor: SETTLER,
      outcome: 'unknown',
      detail: { reason: 'abandoned' },
    })
  })
  await eachLeaseless('unknown', changes, settleUnknown, marginMs())
  await dropOldQuarantine()
}

async function settleUnknown(operation: OperationRecord<unknown>, change: AnyRemoteChange): Promise<void> {
  if (!(await claim(operation.id, 'unknown'))) return
  const found = await change.settle(operation)
  if (found.state === 'done') await finishOperation(change, operation, found.answer, settled('done', {}))
  else await endOperation(change, operation, ['unknown'], found.state, settled(found.state, found.evidence))
  log('info', 'operation.settled', { operation: operation.id, change: change.name, state: found.state })
}

const settled = (state: OperationState, evidence: object) => ({
  actor: SETTLER,
  outcome: 'settled' as const,
  detail: { ...evidence, state },
})

async function eachLeaseless(
  state: OperationState,
  changes: readonly AnyRemoteChange[],
  act: (operation: OperationRecord<unknown>, change: AnyRemoteChange) => Promise<void>,
  fencedForMs?: number,
): Promise<void> {
  for (const operation of await listLeaseless(state, fencedForMs)) {
    const change = changes.find((one) => one.name === operation.change)
    try {
      if (!change) throw new Error('no such change')
      await act(operation, change)
    } catch (error) {
      // The next round tries again; one operation must not keep the others waiting.
      const which = { operation: operation.id, change: operation.change }
      // LINE being away is no fault of ours, and nobody need be woken for it.
      if (isLineError(error)) log('warn', 'operation.unsettled', { ...which, code: error.kind, status: error.status })
      else if (isRefusal(error)) log('warn', 'operation.unsettled', { ...which, code: error.reason })
      else log('error', 'operation.unsettled', { ...which, ...faultFields(error) })
    }
  }
}
