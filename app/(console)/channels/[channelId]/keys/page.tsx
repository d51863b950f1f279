import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { KeyInUse } from '@/components/keys/key-in-use'
import { KeyTask } from '@/components/keys/key-task'
import { NoKeyNeeded } from '@/components/keys/no-key-needed'
import { RetiredKeys } from '@/components/keys/retired-keys'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import { permits } from '@/lib/access/permits'
import { takesV21 } from '@/lib/channels/schema'
import { listSigningKeys } from '@/lib/keys/queries'
import { getWords } from '@/lib/words/server'
import { pageChannel } from '../page-channel'
import { activateKeyAction, generateKeyAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('keys'))('title') }
}

/** The signing keys of a channel: the task that brings one into use, the one in use, and those before it. */
export default async function KeysPage({ params }: { params: Promise<{ channelId: string }> }) {
  const { actor, channel } = await pageChannel((await params).channelId)
  const keys = await listSigningKeys(actor, channel.id)
  if (keys.length === 0 && !takesV21(channel.type)) return <NoKeyNeeded />
  const active = keys.find((key) => key.state === 'active')
  const waiting = keys.find((key) => key.state === 'generated')
  const mayIssue = !waiting && takesV21(channel.type) && permits(actor, 'token.issue', channel.id)
  const task = (
    <KeyTask
      // A new task begins with fresh forms.
      key={active?.id}
      channelId={channel.id}
      waiting={waiting}
      next={active !== undefined}
      mayGenerate={permits(actor, 'key.generate', channel.id)}
      mayActivate={permits(actor, 'key.activate', channel.id)}
      generate={generateKeyAction}
      activate={activateKeyAction}
      submissions={[randomUUID(), randomUUID()]}
    />
  )
  return (
    <>
      <FocusOn change={active?.id ?? ''}>
        {active && (
          <KeyInUse signingKey={active} issueHref={mayIssue ? `/channels/${channel.id}/tokens?issue` : null} />
        )}
      </FocusOn>
      {task}
      <RetiredKeys signingKeys={keys.filter((key) => key.state === 'ready' || key.state === 'retired')} />
    </>
  )
}
