import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { z } from 'zod'
import { whyFrozen } from '@/components/channels/freeze/why-frozen'
import { type Followed, UnderWay } from '@/components/operations/under-way'
import { KeyIdsPanel } from '@/components/tokens/list/key-ids-panel'
import { TokenList } from '@/components/tokens/list/token-list'
import { TokenBar } from '@/components/tokens/token-bar'
import type { PersonActor } from '@/lib/access/actor'
import { permits } from '@/lib/access/permits'
import { takesV21 } from '@/lib/channels/schema'
import { findSubmitted, listUnderWay } from '@/lib/operations/queries'
import type { OperationView } from '@/lib/operations/schema'
import { stepsOf } from '@/lib/operations/steps'
import { findToken, getShortLived, listKeyIds } from '@/lib/tokens/queries'
import type { TokenView } from '@/lib/tokens/schema'
import { getWords } from '@/lib/words/server'
import { pageChannel, pageFreeze, pageTokens } from '../page-channel'
import { syncChannelAction } from './actions'
import { OpenDialog, type Opened } from './open-dialog'
import { OpenHunt } from './open-hunt'
import { OpenImport } from './open-import'

type Search = Record<string, string | string[] | undefined>
type Props = { params: Promise<{ channelId: string }>; searchParams: Promise<Search> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('tokens'))('title') }
}

/**
 * A channel's tokens. What is open above them stands in the address: `?issue`, `?token=ID`, `?revoke=ID`,
 * `?import`, or `?hunt=KEY_ID`.
 */
export default async function TokensPage({ params, searchParams }: Props) {
  const [{ actor, channel }, search] = await Promise.all([pageChannel((await params).channelId), searchParams])
  const [{ tokens, unheld: keyIds }, listed, underWay, freeze] = await Promise.all([
    pageTokens(channel.id),
    listKeyIds(actor, channel.id),
    listUnderWay(actor, channel.id),
    pageFreeze(channel.id),
  ])
  const base = `/channels/${channel.id}/tokens`
  const frozen = whyFrozen(freeze, await getWords('channels'))
  const may = {
    issue: permits(actor, 'token.issue', channel.id),
    import: permits(actor, 'token.import', channel.id),
    verify: permits(actor, 'token.verify', channel.id),
    revoke: permits(actor, 'token.revoke', channel.id),
    sync: permits(actor, 'channel.sync', channel.id),
  }
  const open = await openedBy(search, actor, channel.id, [...tokens.live, ...tokens.ended])
  const selectedId = open && 'token' in open ? open.token?.id : undefined
  return (
    <>
      <TokenBar
        channelId={channel.id}
        base={base}
        syncedAt={channel.syncedAt}
        sync={syncChannelAction}
        submission={randomUUID()}
        may={may}
        frozen={frozen}
        listed={takesV21(channel.type)}
      />
      <UnderWay operations={underWay.map(followed)} />
      <TokenList {...tokens} keyIds={keyIds} channelId={channel.id} base={base} may={may} selectedId={selectedId} />
      {takesV21(channel.type) && (
        <KeyIdsPanel keyIds={listed} base={base} syncedAt={channel.syncedAt} mayHunt={may.revoke} />
      )}
      <OpenDialog
        open={open}
        channel={channel}
        live={tokens.live}
        keyIds={keyIds}
        base={base}
        may={may}
        frozen={frozen}
      />
      <OpenHunt
        asked={all(search.hunt)[0]}
        channel={channel}
        keyIds={listed}
        base={base}
        may={may.revoke}
        submission={randomUUID()}
      />
      <OpenImport asked={search.import !== undefined} channel={channel} base={base} may={may.import} />
    </>
  )
}

/** What the address asks for; a token that ended long ago is not in the list and is looked up. */
async function openedBy(
  search: Search,
  actor: PersonActor,
  channelId: string,
  shown: readonly TokenView[],
): Promise<Opened | null> {
  const find = async (id: string) =>
    shown.find((token) => token.id === id) ?? (isId(id) ? await findToken(actor, channelId, id) : null)
  if (search.issue !== undefined) {
    const [submission = ''] = all(search.operation)
    const sent = isId(submission) ? await findSubmitted(actor, channelId, submission) : null
    return { dialog: 'issue', shortLived: await getShortLived(actor, channelId), resumed: sent && followed(sent) }
  }
  const [revoke] = all(search.revoke)
  const [id] = [revoke ?? [], all(search.token)].flat()
  return id === undefined ? null : { dialog: revoke === undefined ? 'token' : 'revoke', token: await find(id) }
}

const followed = (operation: OperationView): Followed => ({ operation, steps: stepsOf(operation) })
const all = (value: string | string[] | undefined) => [...new Set([value ?? []].flat())]
const isId = (id: string) => z.uuid().safeParse(id).success
