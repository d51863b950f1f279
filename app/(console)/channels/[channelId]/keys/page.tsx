import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { KeyInUse } from '@/components/keys/key-in-use'
import { KeyTask } from '@/components/keys/key-task'
import { NoKeyNeeded } from '@/components/keys/no-key-needed'
import { ReadyKeys } from '@/components/keys/ready-keys'
import { RetiredKeys } from '@/components/keys/retired-keys'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import { permits } from '@/lib/access/permits'
import { takesV21 } from '@/lib/channels/schema'
import { listSigningKeys } from '@/lib/keys/queries'
import { getWords } from '@/lib/words/server'
import { pageChannel, pageFreeze } from '../page-channel'
import { activateKeyAction, generateKeyAction } from './actions'
import { OpenDialog } from './open-dialog'

type Props = {
  params: Promise<{ channelId: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('keys'))('title') }
}

/** The signing keys of a channel: the one in use, those ready, the task that brings in the next, and those retired. */
export default async function KeysPage({ params, searchParams }: Props) {
  const [{ actor, channel }, search] = await Promise.all([pageChannel((await params).channelId), searchParams])
  const [keys, freeze] = await Promise.all([listSigningKeys(actor, channel.id), pageFreeze(channel.id)])
  if (keys.length === 0 && !takesV21(channel.type)) return <NoKeyNeeded />
  const base = `/channels/${channel.id}/keys`
  const may = {
    generate: permits(actor, 'key.generate', channel.id),
    activate: permits(actor, 'key.activate', channel.id),
    import: permits(actor, 'key.import', channel.id),
    retire: permits(actor, 'key.retire', channel.id),
  }
  const active = keys.find((key) => key.state === 'active')
  const waiting = keys.find((key) => key.state === 'generated')
  const ready = keys.filter((key) => key.state === 'ready')
  const mayIssue = !freeze && !waiting && takesV21(channel.type) && permits(actor, 'token.issue', channel.id)
  return (
    <>
      <FocusOn change={active?.id ?? ''}>
        {active && (
          <KeyInUse
            signingKey={active}
            issueHref={mayIssue ? `/channels/${channel.id}/tokens?issue` : null}
            base={base}
            may={may}
          />
        )}
      </FocusOn>
      <ReadyKeys
        channelId={channel.id}
        signingKeys={ready.map((signingKey) => ({ signingKey, submission: randomUUID() }))}
        base={base}
        may={may}
        activate={activateKeyAction}
      />
      <KeyTask
        // A new task begins with fresh forms.
        key={waiting?.id ?? active?.id}
        channelId={channel.id}
        waiting={waiting}
        next={active !== undefined}
        base={base}
        may={may}
        generate={generateKeyAction}
        activate={activateKeyAction}
        submissions={[randomUUID(), randomUUID()]}
      />
      <RetiredKeys signingKeys={keys.filter((key) => key.state === 'retired')} />
      <OpenDialog search={search} channelId={channel.id} signingKeys={keys} base={base} may={may} />
    </>
  )
}
