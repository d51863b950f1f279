'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'
import type { ChannelType } from '@/lib/channels/schema'
import type { IssuedView } from '@/lib/tokens/schema'
import { IssueForm } from './issue-form'
import type { Offer } from './offer'
import { Reveal } from './reveal/reveal'

type Props = {
  channel: { id: string; type: ChannelType }
  action: FormAction<IssuedView>
  /** A new UUID, made on the server, so that a form sent twice issues once. */
  submission: string
  closeHref: string
  offer: Offer
  slots: ReactNode
  title: ReactNode
  issuedTitle: ReactNode
  description: ReactNode
  /** Why nothing can be issued by this person, in place of the form. */
  denied?: ReactNode
  /** An issue sent before the page was loaded anew, with its steps; it is followed in place of the form. */
  resumed?: ReactNode
}

/**
 * Issuing a token, and showing its value once. The value is only ever in this component's state: it is wiped after a
 * minute, when the page is left, and when the sheet closes.
 */
export function IssueSheet({ channel, action, submission, closeHref, offer, slots, denied, resumed, ...texts }: Props) {
  // The address names what this sheet itself has sent, too; only what it began with is an earlier one.
  const [resumes] = useState(Boolean(resumed))
  const [issued, setIssued] = useState<IssuedView | null>(null)
  const [leaving, setLeaving] = useState(false)
  const shows = typeof issued?.value === 'string'
  const router = useRouter()
  const asking = useRef(false)
  const done = issued !== null

  useEffect(() => {
    if (done) router.refresh()
  }, [done, router])

  useEffect(() => {
    if (!shows) return
    const wipe = () => setIssued((last) => last && { ...last, value: null })
    window.addEventListener('pagehide', wipe)
    return () => window.removeEventListener('pagehide', wipe)
  }, [shows])

  const mayClose = () => {
    if (shows) setLeaving(true)
    return !shows && !asking.current
  }
  return (
    <PageDialog
      kind="sheet"
      title={issued ? texts.issuedTitle : texts.title}
      description={texts.description}
      closeHref={closeHref}
      mayClose={mayClose}
    >
      {issued ? (
        <Reveal
          issued={issued}
          type={channel.type}
          closeHref={closeHref}
          leaving={leaving}
          onStay={() => setLeaving(false)}
          onWipe={() => setIssued({ ...issued, value: null })}
        />
      ) : (
        (resumes && resumed) ||
        (denied ?? (
          <IssueForm
            channelId={channel.id}
            action={action}
            submission={submission}
            closeHref={closeHref}
            offer={offer}
            slots={slots}
            onIssued={setIssued}
            onAsking={(now) => {
              asking.current = now
            }}
          />
        ))
      )}
    </PageDialog>
  )
}
