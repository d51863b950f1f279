'use client'
import { type ComponentProps, type ReactNode, useState } from 'react'
import { Panel, PanelPart } from '@/components/ui/panel'
import { Collect } from './collect'
import { ManyForm, type Started } from './many-form'

type Props = Omit<ComponentProps<typeof ManyForm>, 'onStarted'> & {
  title: string
  intro: ReactNode
  total: number
}

/**
 * Issuing for many channels: the form, and once it is sent, in the same page, the values. The page is not left in between,
 * for the key they are encrypted to lives in it.
 */
export function IssueMany({ title, intro, total, ...form }: Props) {
  const [started, setStarted] = useState<Started | null>(null)
  if (started) return <Collect jobId={started.jobId} recipientKey={started.key} total={total} title={title} />
  return (
    <Panel title={title}>
      <PanelPart>{intro}</PanelPart>
      <PanelPart>
        <ManyForm
          {...form}
          onStarted={(now) => {
            // Whoever loads the page anew finds the job, and what of it is lost.
            window.history.replaceState(null, '', `/jobs/${now.jobId}`)
            setStarted(now)
          }}
        />
      </PanelPart>
    </Panel>
  )
}
