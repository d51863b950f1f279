import type { ReactNode } from 'react'
import { SignOutButton } from '@/components/shell/person'
import { Shell } from '@/components/shell/shell'
import { permits } from '@/lib/access/permits'
import { countOpenIncidents } from '@/lib/incidents/queries'
import { countRunningJobs } from '@/lib/jobs/queries'
import { recentAttentionCount } from '@/lib/tokens/attention/recent-count'
import { getReader } from '@/lib/words/reader'
import { pageActor } from './page-actor'
import { signOutAction } from './sign-out-action'

/** The frame of everything behind sign-in. Each page asks again for what it needs: a layout is not drawn anew on every way. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [actor, reader] = await Promise.all([pageActor('channel.read'), getReader()])
  const [running, incidents] = await Promise.all([countRunningJobs(actor), countOpenIncidents(actor)])
  const attention = permits(actor, 'token.read') ? await recentAttentionCount(actor) : 0
  return (
    <Shell
      items={[
        { room: 'overview', count: attention },
        { room: 'channels' },
        { room: 'verify' },
        { room: 'jobs', running },
        { room: 'incidents', count: incidents },
        { room: 'history' },
      ]}
      person={{ name: actor.name, roles: actor.roles }}
      reader={reader}
      signOut={
        <form action={signOutAction}>
          <SignOutButton />
        </form>
      }
    >
      {children}
    </Shell>
  )
}
