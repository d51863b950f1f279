import 'server-only'
import type { Actor } from '@/lib/access/actor'
import { demand } from '@/lib/access/permits'
import { type ChannelType, takesV21 } from '@/lib/channels/schema'
import { database } from '@/lib/db/client'
import { SETUP_STEPS, type SetupStep, type SetupStepView } from './schema'

/** With more channels than this nobody is new here. */
const HANDFUL = 5

/**
 * The four steps to a first token that is known to work, each as the database shows it; null once all are done, or when
 * there are more than a handful of channels.
 */
export async function findSetupSteps(actor: Actor): Promise<SetupStepView[] | null> {
  demand(actor, 'channel.read')
  demand(actor, 'token.read')
  const channels = await database().channel.findMany({
    where: { archivedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: HANDFUL + 1,
    select: { id: true, type: true, createdAt: true },
  })
  if (channels.length > HANDFUL) return null
  const steps = stepsOf(channels, await readRest(channels.map(({ id }) => id)))
  return steps.some(({ state }) => state === 'next') ? steps : null
}

type Rest = Awaited<ReturnType<typeof readRest>>

async function readRest(channelIds: string[]) {
  const channelId = { in: channelIds }
  const place = { select: { id: true, channelId: true, issuedAt: true, lastVerifiedAt: true } } as const
  const [key, token, verified, verifiable] = await Promise.all([
    database().signingKey.findFirst({
      where: { channelId, activatedAt: { not: null } },
      orderBy: { activatedAt: 'asc' },
      select: { channelId: true, activatedAt: true },
    }),
    database().token.findFirst({ where: { channelId }, orderBy: { issuedAt: 'asc' }, ...place }),
    database().token.findFirst({
      where: { channelId, lastVerifiedAt: { not: null } },
      orderBy: { lastVerifiedAt: 'asc' },
      ...place,
    }),
    // Of a stateless token nothing is kept that LINE could be asked about.
    database().token.findFirst({
      where: {
        ...{ channelId, sealed: { not: null }, state: 'live' },
        OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }],
      },
      orderBy: { issuedAt: 'asc' },
      ...place,
    }),
  ])
  return { key, token, verified, verifiable }
}

function stepsOf(
  channels: { id: string; type: string; createdAt: Date }[],
  { key, token, verified, verifiable }: Rest,
): SetupStepView[] {
  const signing = channels.find(({ type }) => takesV21(type as ChannelType))
  const issuing = key?.channelId ?? channels[0]?.id
  const at = {
    channel: channels[0]?.createdAt,
    key: key?.activatedAt,
    token: token?.issuedAt,
    verify: verified?.lastVerifiedAt,
  }
  const place: Record<SetupStep, { channelId?: string | undefined; tokenId?: string }> = {
    channel: {},
    key: { channelId: signing?.id },
    token: { channelId: issuing },
    verify: verifiable ? { channelId: verifiable.channelId, tokenId: verifiable.id } : { channelId: issuing },
  }
  const skipped = (step: SetupStep) => step === 'key' && channels.length > 0 && !signing && !key
  const next = SETUP_STEPS.find((step) => !at[step] && !skipped(step))
  return SETUP_STEPS.map((step) => ({
    step,
    state: at[step] ? 'done' : skipped(step) ? 'skipped' : step === next ? 'next' : 'later',
    at: at[step] ?? null,
    channelId: place[step].channelId ?? null,
    tokenId: place[step].tokenId ?? null,
  }))
}
