import 'server-only'
import { findCustody } from '@/lib/custody/queries'
import { findDelivery } from '@/lib/history/checkpoints/queries'
import { type Given, instant } from './command'

/** Tells where the history stands, what has left, and what was found when it was verified last. */
export async function status({ actor, say }: Given): Promise<void> {
  const [{ head, events, anchor, check, holds }, { targets, last }] = await Promise.all([
    findCustody(actor),
    findDelivery(actor),
  ])
  say(`events        ${events}, the last one ${head.seq} with hash ${head.hash}`)
  say(`removed       ${anchor.seq > 0 ? `all up to ${anchor.seq}, with hash ${anchor.hash}` : 'nothing'}`)
  say(`checkpoint    ${last ? `${last.seq} of ${instant(last.at)}, signed by ${last.kid}` : 'none yet'}`)
  for (const { target, delivered, waiting, since, problem } of targets) {
    const arrived = delivered ? `${delivered.seq} arrived ${instant(delivered.at)}` : 'nothing arrived yet'
    const late = waiting > 0 ? `; ${waiting} wait since ${instant(since)}${problem ? ` (${problem})` : ''}` : ''
    say(`${target.padEnd(14)}${arrived}${late}`)
  }
  if (targets.length === 0) say('delivery      nowhere: set KAGIBAN_CHECKPOINT_FOLDER or KAGIBAN_CHECKPOINT_WEBHOOK')
  say(`verified      ${checked(check)}`)
  say(`holds         ${holds.length}`)
}

function checked(check: Awaited<ReturnType<typeof findCustody>>['check']): string {
  if (!check) return 'never'
  const whole = check.passedAt
    ? `; the last whole pass ended ${instant(check.passedAt)} at event ${check.passedSeq}`
    : ''
  const found = check.problem ? `✗ DOES NOT HOLD: ${JSON.stringify(check.problem)}` : 'nothing found'
  return `${found}, up to event ${check.seq} at ${instant(check.checkedAt)}${whole}`
}
