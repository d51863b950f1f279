'use client'
import { useEffect, useRef, useState } from 'react'
import { useFormat, useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import { SheetFoot } from '@/components/ui/overlays/sheet-foot'
import { Facts } from '@/components/ui/panel'
import type { ChannelType } from '@/lib/channels/schema'
import type { IssuedView } from '@/lib/tokens/schema'
import { IssueSteps } from '../issue-steps'
import { Leaving } from './leaving'
import { RevealValue } from './reveal-value'

type Props = {
  issued: IssuedView
  type: ChannelType
  closeHref: string
  /** True while the person is asked whether to close. */
  leaving: boolean
  onStay: () => void
  onWipe: () => void
}

/** The one time a token's value is shown: masked until asked for, to be copied, wiped after a minute. */
export function Reveal({ issued, type, closeHref, leaving, onStay, onWipe }: Props) {
  const words = useWords('actions')
  const format = useFormat()
  const [arrived] = useState(issued.value !== null)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const instant = format.instant(new Date(issued.expiresAt))
  const stateless = issued.kind === 'stateless'
  const facts = [
    ...(issued.keyId
      ? [{ label: words('issue.keyId'), value: <Id value={issued.keyId} thing={words('issue.keyId')} full /> }]
      : []),
    { label: words('issue.life'), value: words('issue.ends', { instant }) },
  ]
  return (
    <div ref={box} tabIndex={-1} className="flex flex-1 flex-col gap-4.5 outline-none">
      {issued.value === null ? (
        <Notice tone="amber" live="status">
          {words(arrived ? 'issue.wiped' : 'issue.noValue')} {words(stateless ? 'issue.againStateless' : 'issue.again')}
        </Notice>
      ) : (
        <>
          <Notice tone="amber" live="status">
            {words('issue.shownOnce')}
          </Notice>
          <RevealValue value={issued.value} type={type} onWipe={onWipe} />
        </>
      )}
      <Facts facts={facts} />
      {stateless && <Notice tone="plain">{words('issue.statelessEnds', { instant })}</Notice>}
      {issued.oldest && <Oldest {...issued.oldest} />}
      <IssueSteps state="done" stored={!stateless} />
      <SheetFoot>
        {leaving && issued.value !== null ? (
          <div className="w-full">
            <Leaving
              title={words('issue.leave')}
              text={words('issue.leaveText')}
              onStay={() => {
                onStay()
                // The button that has the focus goes.
                box.current?.focus()
              }}
            >
              <ButtonLink variant="danger" size="sm" href={closeHref} scroll={false} replace>
                {words('issue.close')}
              </ButtonLink>
            </Leaving>
          </div>
        ) : (
          <ButtonLink variant="primary" href={closeHref} scroll={false} replace>
            {words(issued.value === null ? 'issue.close' : 'issue.finish')}
          </ButtonLink>
        )}
      </SheetFoot>
    </div>
  )
}

/** What became of the oldest short-lived token known here, as far as LINE has said. */
function Oldest({ purpose: name }: NonNullable<IssuedView['oldest']>) {
  const words = useWords('actions')
  return <Notice tone="amber">{words('issue.ended', { name })}</Notice>
}
