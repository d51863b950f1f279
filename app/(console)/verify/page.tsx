import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { PageHead } from '@/components/shell/page-head'
import { PasteDesk } from '@/components/tokens/paste/desk'
import { WhatCanBeTold } from '@/components/tokens/paste/what-can-be-told'
import { permits } from '@/lib/access/permits'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../page-actor'
import { identifyTokenAction, revokePastedAction, takeInPastedAction, verifyPastedAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('verify'))('title') }
}

/** Tells what a pasted value is, asks LINE about it, and takes it in or revokes it. */
export default async function VerifyPage() {
  const [actor, words] = await Promise.all([pageActor('token.read'), getWords('verify')])
  const denied = Object.fromEntries(
    (['identify', 'verify', 'import', 'revoke'] as const)
      .filter((act) => !permits(actor, `token.${act}`))
      .map((act) => [act, words(`denied.${act}`)]),
  )
  return (
    <>
      <PageHead title={words('title')} sub={words('intro')} />
      <PasteDesk
        identify={identifyTokenAction}
        steps={{ verify: verifyPastedAction, import: takeInPastedAction, revoke: revokePastedAction }}
        submissions={{
          identify: randomUUID(),
          verify: randomUUID(),
          import: randomUUID(),
          revoke: randomUUID(),
        }}
        denied={denied}
        idle={<WhatCanBeTold />}
      />
    </>
  )
}
