import { systemActor } from '@/lib/access/actor'
import { REMOTE_CHANGES } from '@/lib/changes'
import { database } from '@/lib/db/client'
import { isRefusal } from '@/lib/errors'
import { settle } from '@/lib/operations/settle'
import { perform } from '@/lib/perform'
import { issueToken } from '@/lib/tokens/issue'
import { revokeToken } from '@/lib/tokens/revoke'
import { countShortLived } from '@/lib/tokens/short-lived'
import { verifyToken } from '@/lib/tokens/verify'
import type { LineRoom } from './line-room'
import type { Random } from './random'
import { type Scene, setScene } from './scene'

/** What a sequence came to. */
export interface Tally {
  issued: number
  /** Issues that named the token LINE may end. */
  confirmed: number
  refused: number
  /** Known live tokens that LINE ended for a new one. */
  ended: number
  /** Those of them nobody had confirmed, in words. */
  unconfirmed: string[]
}

const STEPS = [
  'issue',
  'issue',
  'name',
  'name',
  'name',
  'misname',
  'lost',
  'unasked',
  'twice',
  'revoke',
  'settle',
] as const
type Step = (typeof STEPS)[number]

const actor = systemActor('command line')

/**
 * One to six random steps on a channel with 28 to 30 known short-lived tokens, each by `perform`, and after each the
 * question to LINE which of the known ones it has ended: each but the revoked must have been named to whoever issued.
 * Nobody issues elsewhere meanwhile, for of that Kagiban cannot know.
 */
export async function runSequence(room: LineRoom, random: Random): Promise<Tally> {
  const tally: Tally = { issued: 0, confirmed: 0, refused: 0, ended: 0, unconfirmed: [] }
  const scene = await setScene(room, random.whole(28, 30))
  const revoked = new Set<string>()
  const gone = new Set<string>()
  const steps: Step[] = []
  for (let left = random.whole(1, 6); left > 0; left--) {
    const step = random.oneOf(STEPS)
    steps.push(step)
    await take(step, room, random, scene, tally, revoked)
    for (const token of scene.known) {
      if (gone.has(token.id) || revoked.has(token.id)) continue
      // LINE ends the oldest first, so whatever is younger than one that lives has not been ended.
      if (await room.lives(token.value)) break
      gone.add(token.id)
      tally.ended++
      if (!(await wasConfirmed(scene.channelId, token.id)))
        tally.unconfirmed.push(`LINE ended ${token.purpose} unconfirmed after ${steps.join(', ')}`)
    }
  }
  return tally
}

async function take(
  step: Step,
  room: LineRoom,
  random: Random,
  scene: Scene,
  tally: Tally,
  revoked: Set<string>,
): Promise<void> {
  const { channelId, lineChannelId } = scene
  const { oldest } = await countShortLived(database(), channelId)
  const right = oldest?.purpose ?? ''
  switch (step) {
    case 'issue':
      return issue(scene, tally, '')
    case 'name':
      return issue(scene, tally, right)
    case 'misname':
      return issue(scene, tally, scene.known[random.whole(1, scene.known.length - 1)]?.purpose ?? '')
    case 'lost':
    case 'unasked': {
      const kind = step === 'lost' ? 'reset-after' : 'reset-before'
      await room.atLine.addFault({ endpoint: 'issueChannelToken', kind, channelId: lineChannelId })
      await issue(scene, tally, right)
      return void (await room.atLine.clearFaults())
    }
    case 'twice':
      return void (await Promise.all([issue(scene, tally, right), issue(scene, tally, right)]))
    case 'revoke': {
      const token = scene.known[random.whole(0, scene.known.length - 1)]
      if (!token) return
      revoked.add(token.id)
      const form = { channelId, tokenId: token.id, confirm: lineChannelId }
      return void (await perform(actor, revokeToken, form).catch(expected))
    }
    case 'settle':
      // As if the fence were long past.
      await database().$executeRaw`
        UPDATE "Operation" SET "fenceAt" = now() - interval '1 hour', "leaseUntil" = now() - interval '1 hour'
        WHERE "channelId" = ${channelId}::uuid AND state = 'unknown'`
      return settle(REMOTE_CHANGES)
  }
}

/** Issues one, and as the tokens page does, asks LINE afterwards about the token it may have ended for it. */
async function issue(scene: Scene, tally: Tally, oldest: string): Promise<void> {
  const { channelId } = scene
  const purpose = `New ${scene.known.length}`
  try {
    const { result, reveal } = await perform(actor, issueToken, { channelId, kind: 'short-lived', purpose, oldest })
    tally.issued++
    if (reveal) scene.known.push({ id: result.tokenId, purpose, value: reveal.expose() })
    if (!result.oldest) return
    tally.confirmed++
    await perform(actor, verifyToken, { channelId, tokenId: result.oldest.tokenId }).catch(expected)
  } catch (error) {
    expected(error)
    tally.refused++
  }
}

function expected(error: unknown): void {
  if (!isRefusal(error)) throw error
}

/** Whether an issue that named this token is on record, with its name in the history. */
async function wasConfirmed(channelId: string, tokenId: string): Promise<boolean> {
  const found = await database().$queryRaw<{ id: string }[]>`
    SELECT o.id FROM "Operation" o JOIN "Event" e ON e."operationId" = o.id AND e.outcome = 'requested'
    WHERE o."channelId" = ${channelId}::uuid AND o.plan #>> '{oldest,tokenId}' = ${tokenId}
      AND e.body::jsonb #>> '{detail,mayEnd}' = o.plan #>> '{oldest,purpose}'`
  return found.length > 0
}
