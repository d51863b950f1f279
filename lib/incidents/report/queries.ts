import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand, permits } from '@/lib/access/permits'
import { database } from '@/lib/db/client'
import { Refusal } from '@/lib/errors'
import type { KeptProof } from '@/lib/tokens/proof/schema'
import type { TokenKind, TokenState } from '@/lib/tokens/schema'
import { getIncident } from '../queries'
import { whichTokens } from '../read-channels'
import type { IncidentView, Step } from '../schema'
import { readTimeline } from './events'
import type { ReportToken, ReportView } from './schema'

/**
 * All that is to be told of an incident afterwards, as it stood when it was closed, with the proofs that came since; of
 * its events those the actor may read. Refuses with `not_found`.
 */
export async function getReport(actor: Actor, incidentId: string, now = new Date()): Promise<ReportView> {
  demand(actor, 'channel.read')
  demand(actor, 'history.read')
  const found = await database().incident.findUnique({ where: { id: incidentId }, select: { closedAt: true } })
  if (!found) throw new Refusal('not_found', 'incidentNotFound')
  const incident = await getIncident(actor, incidentId, found.closedAt ?? now)
  const { frozenAt, ...timeline } = await readTimeline(actor, incident)
  const { openedAt, safeAt, closedAt, doneAt } = incident
  const since = (at: Date | null | undefined) => (at ? Math.max(0, at.getTime() - openedAt.getTime()) : null)
  return {
    incident,
    // What was frozen by hand before needed no time.
    frozenMs: since(frozenAt ?? openedAt),
    revokedMs: since(lastOf(incident, 'revoke')),
    // Once closed, only what was said then counts.
    safeMs: since(safeAt ?? (closedAt ? null : doneAt)),
    tokens: await readTokens(incident),
    ...timeline,
    readsAll: permits(actor, 'history.readAll'),
  }
}

/** When a step was done in the last channel; null while it is not in one. */
function lastOf({ channels }: IncidentView, step: Step): Date | null {
  const times = channels.map(({ steps }) => steps.find((each) => each.step === step)?.at ?? null)
  return times.includes(null) ? null : new Date(Math.max(...times.map((at) => at?.getTime() ?? 0)))
}

async function readTokens(incident: IncidentView): Promise<ReportToken[]> {
  const names = new Map(incident.channels.map(({ channelId, name }) => [channelId, name]))
  const rows = await database().token.findMany({
    where: { channelId: { in: [...names.keys()] }, ...whichTokens(incident) },
    orderBy: [{ channel: { name: 'asc' } }, { channelId: 'asc' }, { issuedAt: 'asc' }, { id: 'asc' }],
    select: {
      ...{ id: true, channelId: true, purpose: true, kind: true, keyId: true, fingerprint: true },
      ...{ state: true, issuedAt: true, expiresAt: true, goneAt: true, proof: true },
    },
  })
  return rows.map(({ proof, ...row }) => ({
    ...row,
    channelName: names.get(row.channelId) ?? '',
    kind: row.kind as TokenKind,
    state: row.state as TokenState,
    proof: proof as unknown as KeptProof | null,
  }))
}
