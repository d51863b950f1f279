import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { issueBlock } from '@/components/tokens/status'
import { TokenBar } from '@/components/tokens/token-bar'
import { TokenList } from '@/components/tokens/token-list'
import { permits } from '@/lib/access/permits'
import { SLOTS } from '@/lib/tokens/schema'
import { getWords } from '@/lib/words/server'
import { pageChannel, pageTokens } from '../page-channel'
import { syncChannelAction } from './actions'
import { OpenDialog } from './open-dialog'
import { OpenImport } from './open-import'

type Props = {
  params: Promise<{ channelId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('tokens'))('title') }
}

/** A channel's tokens. What is open above them stands in the address: `?token=ID`, `?revoke=ID`, `?issue` or `?import`. */
export default async function TokensPage({ params, searchParams }: Props) {
  const [{ actor, channel }, search] = await Promise.all([pageChannel((await params).channelId), searchParams])
  const { tokens, unheld: keyIds } = await pageTokens(channel.id)
  const base = `/channels/${channel.id}/tokens`
  const may = {
    issue: permits(actor, 'token.issue', channel.id),
    verify: permits(actor, 'token.verify', channel.id),
    revoke: permits(actor, 'token.revoke', channel.id),
    sync: permits(actor, 'channel.sync', channel.id),
  }
  const block = issueBlock({ ...channel, slots: SLOTS })
  const tokenId = one(search.revoke) ?? one(search.token)
  return (
    <>
      <TokenBar
        channelId={channel.id}
        base={base}
        syncedAt={channel.syncedAt}
        sync={syncChannelAction}
        submission={randomUUID()}
        may={may}
        block={block}
      />
      <TokenList {...tokens} keyIds={keyIds} base={base} may={may} selectedId={tokenId} />
      <OpenDialog
        open={search.issue !== undefined ? 'issue' : search.revoke !== undefined ? 'revoke' : 'token'}
        channel={channel}
        token={[...tokens.live, ...tokens.ended].find(({ id }) => id === tokenId)}
        asked={tokenId !== undefined || search.issue !== undefined}
        base={base}
        may={may}
        block={block}
      />
      <OpenImport
        asked={search.import !== undefined}
        channel={channel}
        base={base}
        may={permits(actor, 'token.import', channel.id)}
      />
    </>
  )
}

const one = (value: string | string[] | undefined) => (typeof value === 'string' ? value : value?.[0])
