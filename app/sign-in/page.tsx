import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Door } from '@/components/shell/door'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Notice } from '@/components/ui/notice'
import { findActor } from '@/lib/access/actor'
import { ownPath } from '@/lib/access/own-path'
import { PROVIDER_ID } from '@/lib/access/provider'
import { env } from '@/lib/env'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'
import { readCsrfToken } from './csrf-token'
import { reasonOf } from './reason'

type Query = Record<string, string | string[] | undefined>

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('signIn'))('title') }
}

/** One button to the identity provider, and why the reader stands here. Works without script. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams
  const next = ownPath(query.next ?? query.callbackUrl, env().KAGIBAN_URL)
  const reason = reasonOf(query)
  const actor = await findActor()
  if (!reason && typeof actor !== 'string' && actor.roles.length > 0) redirect(next)

  const [csrfToken, words, { language }] = await Promise.all([readCsrfToken(), getWords('signIn'), getReader()])
  if (!csrfToken) {
    // next-auth writes its cookie on this way and comes back with callbackUrl; if that was in vain, cookies are blocked.
    if (query.callbackUrl === undefined) redirect(cookieErrand(next, query.why ?? query.error))
    return (
      <Door
        language={language}
        title={words('title')}
        notice={<Notice tone="amber">{words('notices.cookies')}</Notice>}
        action={
          <ButtonLink href="/sign-in" prefetch={false} size="lg" wide>
            {words('tryAgain')}
          </ButtonLink>
        }
      />
    )
  }

  const refused = reason && 'refused' in reason ? reason.refused : null
  const notice = reason && 'notice' in reason ? reason.notice : null
  return (
    <Door
      language={language}
      title={words(refused ? `refused.${refused}.title` : 'title')}
      text={words(refused ? `refused.${refused}.text` : 'text')}
      notice={
        notice && (
          <Notice tone={notice === 'unreachable' || notice === 'unfinished' ? 'amber' : 'plain'}>
            {words(`notices.${notice}`)}
          </Notice>
        )
      }
      action={
        // Who was refused would come back as the same person; the provider is asked to let them choose.
        <form method="post" action={`/api/auth/signin/${PROVIDER_ID}${refused ? '?prompt=login' : ''}`}>
          <input type="hidden" name="csrfToken" value={csrfToken} />
          <input type="hidden" name="callbackUrl" value={next} />
          <Button type="submit" variant={refused ? 'secondary' : 'primary'} size="lg" wide>
            {words(refused ? 'someoneElse' : 'continue')}
          </Button>
        </form>
      }
      note={refused ? undefined : words('note')}
    />
  )
}

function cookieErrand(next: string, why: string | string[] | undefined): string {
  const query = new URLSearchParams({ callbackUrl: next })
  if (typeof why === 'string') query.set('error', why)
  return `/api/auth/signin?${query}`
}
