import type { Metadata } from 'next'
import { Door } from '@/components/shell/door'
import { ButtonLink } from '@/components/ui/controls/button'
import { getReader } from '@/lib/words/reader'
import { getWords } from '@/lib/words/server'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('signIn'))('signedOut.title') }
}

/** Where the identity provider sends people after signing out. */
export default async function SignedOutPage() {
  const [words, { language }] = await Promise.all([getWords('signIn'), getReader()])
  return (
    <Door
      language={language}
      title={words('signedOut.title')}
      text={words('signedOut.text')}
      action={
        <ButtonLink href="/sign-in" prefetch={false} variant="primary" size="lg" wide>
          {words('signedOut.again')}
        </ButtonLink>
      }
    />
  )
}
