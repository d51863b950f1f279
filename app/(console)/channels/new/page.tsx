import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { RegisterForm } from '@/components/channels/register-form'
import { PageHead } from '@/components/shell/page-head'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'
import { registerChannelAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('channels'))('new.title') }
}

/** Asks for everything a channel needs; the next step is its signing key. */
export default async function NewChannelPage() {
  const [, words] = await Promise.all([pageActor('channel.register'), getWords('channels')])
  return (
    <>
      <PageHead title={words('new.title')} crumbs={[{ label: words('title'), href: '/channels' }]} />
      <RegisterForm action={registerChannelAction} submission={randomUUID()} />
    </>
  )
}
