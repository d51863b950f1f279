import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { database } from '@/lib/db/client'
import type { HarmChannel } from '../channels'
import type { Instance } from '../instance'
import type { Stage } from '../stage'
import { type Answer, submit, submitIssue } from '../submit'

/** How a revoke fared while an issue of the same channel was at LINE. */
export interface RevokeRace {
  /** The revoke's answer, and whether the issue was still without one by then. */
  revoke: Answer
  whileIssuing: boolean
  issue: Answer
  state: string | undefined
}

const REVOKED_WITHIN_MS = 8000

/** Holds an issue at LINE on one instance, revokes the channel's only token on the other, and lets the issue go on. */
export async function revokeWhileIssuing(
  { door }: Stage,
  [issuing, revoking]: readonly [Instance, Instance],
  { channelId, lineChannelId }: HarmChannel,
): Promise<RevokeRace> {
  const token = await database().token.findFirstOrThrow({ where: { channelId, kind: 'v2.1', state: 'live' } })
  let release: () => void = () => {}
  const released = new Promise<void>((done) => {
    release = done
  })
  const atLine = new Promise<void>((done) => {
    issuing.line.watch((moment, { path }) => {
      if (moment !== 'asked' || path !== '/oauth2/v2.1/token') return
      done()
      return released
    })
  })
  let issued = false
  const issue = submitIssue(door, issuing.url, 'v2.1', { channelId, submission: randomUUID() }).finally(() => {
    issued = true
  })
  await Promise.race([atLine, issue])
  const form = { channelId, tokenId: token.id, confirm: lineChannelId, submission: randomUUID() }
  const revoke = await Promise.race([
    submit(door, revoking.url, door.revoke, form),
    sleep<Answer>(REVOKED_WITHIN_MS, { status: 'broken', value: null, code: 'blocked' }),
  ])
  const whileIssuing = !issued
  release()
  const answer = await issue
  issuing.unwatch()
  const after = await database().token.findUnique({ where: { id: token.id }, select: { state: true } })
  return { revoke, whileIssuing, issue: answer, state: after?.state }
}
