import 'server-only'
import { permits } from '@/lib/access/permits'
import { localChange } from '@/lib/change'
import { isUniqueViolation } from '@/lib/db/errors'
import type { Prisma } from '@/lib/db/generated/client'
import { newId } from '@/lib/db/id'
import type { Tx } from '@/lib/db/transaction'
import { recordDenial } from '@/lib/deny'
import { Refusal } from '@/lib/errors'
import { startJobInput } from './schema'
import { type Chosen, chooseItems, confirmationOf } from './select'

/**
 * Starts one change for many channels or tokens; `runJobs` then does them. As input:
 * `{ change, select: { channels: [id] } | { tokens: [{ channelId, tokenId }] } | { filter }, incidentId?, confirm? }`, and for
 * 'token.issue' the fields of one issue with `recipient`, a public JWK. Answers `{ jobId, items }`.
 * Who starts it needs the right to the change itself; several revokes are confirmed by `confirm`, unless they are a step
 * of an incident, which was confirmed as a whole: then all must be of its channels.
 */
export const startJob = localChange('job.start', {
  input: startJobInput,
  // Writing down 20,000 items takes its time where the disk is slow.
  timeoutMs: 60_000,

  async prepare(tx, actor, { submission, change, select, confirm, input, recipient, incidentId }) {
    if (!permits(actor, change)) {
      await recordDenial(actor, change)
      throw new Refusal('forbidden', 'forbidden', { values: { permission: change } })
    }
    if (submission && (await tx.job.findUnique({ where: { id: submission }, select: { id: true } })))
      throw new Refusal('conflict', 'jobStartedAlready')
    const chosen = await chooseItems(tx, change, select)
    if (incidentId) await demandIncidentOf(tx, incidentId, chosen)
    else if (change === 'token.revoke') demandConfirmation(chosen, confirm)
    const jobId = submission ?? newId()
    const { kind, id, name, roles, ip } = actor
    const row = {
      ...{ id: jobId, change, state: 'running', input },
      ...(recipient ? { recipient } : {}),
      startedById: kind === 'person' ? id : null,
      actor: { kind, id, name, roles: [...roles], ...(ip ? { ip } : {}) } satisfies Prisma.InputJsonValue,
      incidentId: incidentId ?? null,
    }
    await tx.job.create({ data: row }).catch((error) => {
      // The same form, sent twice at once.
      throw isUniqueViolation(error) ? new Refusal('conflict', 'jobStartedAlready') : error
    })
    await insertItems(tx, jobId, chosen)
    const channels = new Set(chosen.map(({ channelId }) => channelId))
    const [only] = channels
    return {
      subject: {
        ...(channels.size === 1 && only ? { channelId: only } : {}),
        target: { type: 'job', id: jobId, label: change },
        detail: {
          change,
          items: chosen.length,
          channels: channels.size,
          ...(incidentId ? { incidentId } : {}),
          ...input,
        },
      },
      result: { jobId, items: chosen.length },
    }
  },
})

/** Whoever opened an incident for these channels, and for no others, has confirmed what is done to them. */
async function demandIncidentOf(tx: Tx, incidentId: string, chosen: readonly Chosen[]): Promise<void> {
  // Closing it locks the row too, so that no job is born into one that has just been closed.
  await tx.$queryRaw`SELECT 1 FROM "Incident" WHERE id = ${incidentId}::uuid FOR SHARE`
  const incident = await tx.incident.findFirst({
    where: { id: incidentId, closedAt: null },
    select: { channels: { select: { channelId: true } } },
  })
  if (!incident) throw new Refusal('conflict', 'incidentClosed')
  const own = new Set(incident.channels.map(({ channelId }) => channelId))
  if (!chosen.every(({ channelId }) => own.has(channelId))) throw new Refusal('conflict', 'incidentOther')
}

/** Typed once for all: the channel ID where they are of one channel, else how many they are. */
function demandConfirmation(chosen: readonly Chosen[], confirm: string): void {
  const typed = confirmationOf(chosen)
  if (confirm === typed.expected) return
  throw new Refusal('invalid', typed.reason, {
    field: 'confirm',
    values: { channelId: typed.expected, count: chosen.length },
  })
}

const AT_ONCE = 5_000

/** A statement for each 5,000, as one value: a value for each field would be 35,000, which takes Prisma seconds. */
async function insertItems(tx: Tx, jobId: string, chosen: readonly Chosen[]): Promise<void> {
  const rows = chosen.map(({ channelId, tokenId, label }, position) => {
    return { id: newId(), position, channelId, tokenId, label }
  })
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await tx.$executeRaw`
      INSERT INTO "JobItem" (id, submission, "jobId", position, "channelId", "tokenId", label, state)
      SELECT r.id, r.id, ${jobId}::uuid, r.position, r."channelId", r."tokenId", r.label, 'waiting'
      FROM jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + AT_ONCE))}::jsonb)
        AS r(id uuid, position int, "channelId" uuid, "tokenId" uuid, label text)`
}
