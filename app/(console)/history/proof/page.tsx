import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { ProofBody } from '@/components/history/proof/proof-body'
import { PageHead } from '@/components/shell/page-head'
import { permits } from '@/lib/access/permits'
import { findDelivery } from '@/lib/history/checkpoints/queries'
import { findCheck } from '@/lib/verifying/queries'
import { getWords } from '@/lib/words/server'
import { pageActor } from '../../page-actor'
import { verifyHistoryAction } from '../actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getWords('history'))('proof.title') }
}

/** What proves the history, and what nothing can. */
export default async function ProofPage() {
  const actor = await pageActor('history.read')
  const [check, delivery, words] = await Promise.all([findCheck(actor), findDelivery(actor), getWords('history')])
  return (
    <>
      <PageHead
        crumbs={[{ label: words('title'), href: '/history' }]}
        title={words('proof.title')}
        sub={words('proof.sub')}
      />
      <ProofBody
        check={check}
        delivery={delivery}
        may={permits(actor, 'history.verify')}
        action={verifyHistoryAction}
        submission={randomUUID()}
      />
    </>
  )
}
