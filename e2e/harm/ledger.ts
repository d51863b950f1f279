import { database } from '@/lib/db/client'
import type { FailedTry } from '@/lib/line/errors'
import { perform } from '@/lib/perform'
import { fingerprint, open } from '@/lib/sealing/seal'
import { Secret } from '@/lib/sealing/secret'
import { tokenContext } from '@/lib/tokens/held'
import { countShortLived } from '@/lib/tokens/short-lived'
import { syncChannel } from '@/lib/tokens/sync'
import { actor, type HarmChannel } from './channels'
import type { Stage } from './stage'
import type { Answer } from './submit'

/** What must not happen, each counted; all zero is a pass. */
export const FAULTS = ['untracked', 'unbacked', 'open', 'gaps', 'miscounted'] as const
export type Counts = Record<(typeof FAULTS)[number], number>

/** What became of one channel: its faults, sentences for them, and how its operations and tokens ended. */
export interface Verdict {
  counts: Counts
  why: string[]
  minted: number
  stored: number
  states: string[]
}

const ENDS: Record<string, readonly string[]> = {
  done: ['done', 'settled'],
  failed: ['failed'],
  aborted: ['settled'],
  none: ['settled'],
  lost: ['settled'],
  uncertain: ['settled'],
}
const OPEN = ['prepared', 'calling', 'unknown']

const mayHaveMinted = ({ kind }: FailedTry) => kind !== 'unreachable' && kind !== 'limited'

/** Compares what LINE minted for a channel with what Kagiban knows of it, and that with its history. */
export async function judge(
  { atLine }: Pick<Stage, 'atLine'>,
  channel: HarmChannel,
  answers: readonly Answer[],
): Promise<Verdict> {
  const { channelId, lineChannelId, kind, before } = channel
  if (kind === 'v2.1') await perform(actor, syncChannel, { channelId })
  const atLineNow = (await atLine.getChannel(lineChannelId)).tokens[kind]
  const [rows, operations, sightings] = await Promise.all([
    database().token.findMany({ where: { channelId, kind } }),
    database().operation.findMany({ where: { channelId, change: 'token.issue' } }),
    database().keyIdSighting.findMany({ where: { channelId, goneAt: null } }),
  ])
  const counts: Counts = { untracked: 0, unbacked: 0, open: 0, gaps: 0, miscounted: 0 }
  const why: string[] = []
  const fault = (name: keyof Counts, sentence: string, many = 1) => {
    counts[name] += many
    why.push(`${name}: ${sentence}`)
  }

  const tries = await database().event.findMany({ where: { channelId, name: 'token.issue', outcome: 'done' } })
  // A stateless token may be asked for again; what an earlier try may have made is told with the one that was answered.
  const uncertain =
    operations.filter(({ state }) => state === 'uncertain').length +
    tries.flatMap(({ body }) => (JSON.parse(body).detail.tries ?? []) as FailedTry[]).filter(mayHaveMinted).length
  const minted = atLineNow.length - before.count
  if (kind === 'v2.1') {
    const standing = new Map(sightings.map((one) => [one.keyId, one.standing]))
    const held = new Set(rows.map(({ keyId }) => keyId))
    const listed = atLineNow.map(({ key_id }) => key_id ?? '')
    const unknown = listed.filter(
      (keyId) => !before.keyIds.includes(keyId) && !held.has(keyId) && standing.get(keyId) !== 'lost',
    )
    if (unknown.length > uncertain) fault('untracked', `key IDs ${unknown.join(', ')}`, unknown.length - uncertain)
    for (const keyId of listed) {
      const right = held.has(keyId) ? 'ours' : before.keyIds.includes(keyId) ? 'foreign' : 'lost'
      const is = standing.get(keyId)
      // An uncertain one of ours is in LINE's list like any other, and nothing tells whose it is.
      if (is !== right && !(uncertain > 0 && is === 'foreign'))
        fault('miscounted', `key ID ${keyId} is ${right} and called ${is ?? 'nothing'}`)
    }
    if (sightings.length !== listed.length)
      fault('miscounted', `${sightings.length} slots here, ${listed.length} at LINE`)
  } else if (minted > rows.length + uncertain) {
    fault(
      'untracked',
      `LINE minted ${minted}, here ${rows.length} and ${uncertain} uncertain`,
      minted - rows.length - uncertain,
    )
  }
  if (kind === 'short-lived') {
    const slots = await countShortLived(database(), channelId)
    if (slots.known !== rows.length || slots.known + slots.uncertain < atLineNow.length)
      fault('miscounted', `${slots.known} known and ${slots.uncertain} uncertain, ${atLineNow.length} at LINE`)
  }
  const live = rows.filter(({ state }) => state !== 'gone').length
  if (live > minted) fault('unbacked', `${live} stored, but LINE has ${minted}`)

  for (const { value } of answers) {
    if (!value) continue
    const mark = await fingerprint(new Secret(value))
    const row = rows.find((one) => one.fingerprint === mark)
    if (!row) fault('unbacked', 'a value was shown that is not stored')
    else if (kind !== 'stateless' && (await heldValue(row)) !== value)
      fault('unbacked', `token ${row.id} does not open`)
  }

  for (const { id, state } of operations) {
    if (OPEN.includes(state)) fault('open', `operation ${id} is ${state}`)
    const events = await database().event.findMany({ where: { operationId: id }, orderBy: { seq: 'asc' } })
    const outcomes = events.map(({ outcome }) => outcome)
    const last = outcomes.at(-1) ?? 'nothing'
    if (outcomes[0] !== 'requested' || outcomes.filter((one) => one === 'requested').length !== 1)
      fault('gaps', `operation ${id} begins with ${outcomes[0] ?? 'nothing'}`)
    else if (!OPEN.includes(state) && !ENDS[state]?.includes(last))
      fault('gaps', `operation ${id} is ${state} and its history ends with ${last}`)
  }
  return { counts, why, minted, stored: rows.length, states: operations.map(({ state }) => state) }
}

async function heldValue(row: {
  id: string
  sealed: string | null
  sealingKeyId: string | null
}): Promise<string | null> {
  if (!row.sealed || !row.sealingKeyId) return null
  return (await open(tokenContext(row.id), { jwe: row.sealed, keyId: row.sealingKeyId })).expose()
}
