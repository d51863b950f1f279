'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import type { IconName } from '@/components/ui/icon'

/** The name of the boxes, as the page of a new job reads them. */
const BOXES = 'channel'

const ACTS = [
  { change: 'token.issue', word: 'issue', icon: 'plus' },
  { change: 'channel.sync', word: 'sync', icon: 'sync' },
  { change: 'channel.check', word: 'check', icon: 'key' },
  { change: 'token.verify', word: 'verify', icon: 'shield' },
  { change: 'token.revoke', word: 'revoke', icon: 'off' },
] as const satisfies readonly { change: string; word: string; icon: IconName }[]

/**
 * The list of channels as a form, with a bar above its head while rows are ticked; what is pressed there leads to the page
 * where the job is begun, or the incident opened, without script too. `filter` is what the list is filtered by, for all that it lets through.
 */
export function ChannelSelection({
  filter,
  total,
  denied,
  issueDenied,
  incidentDenied,
  children,
}: {
  filter: Readonly<Record<string, string>>
  total: number
  denied: string | undefined
  /** Why nothing may be issued, where that is another matter. */
  issueDenied: string | undefined
  /** Why no incident can be opened. */
  incidentDenied: string | undefined
  children: ReactNode
}) {
  const words = useWords('actions')
  const form = useRef<HTMLFormElement>(null)
  const [counts, setCounts] = useState({ ticked: 0, shown: 0 })
  const recount = () => {
    const boxes = [...(form.current?.querySelectorAll<HTMLInputElement>(`input[name="${BOXES}"]`) ?? [])]
    const ticked = boxes.filter(({ checked }) => checked).length
    setCounts((last) =>
      last.ticked === ticked && last.shown === boxes.length ? last : { ticked, shown: boxes.length },
    )
  }
  // Rows come and go.
  useEffect(recount)
  const tickAll = () => {
    for (const box of form.current?.querySelectorAll<HTMLInputElement>(`input[name="${BOXES}"]`) ?? [])
      box.checked = true
    recount()
  }
  return (
    <form
      ref={form}
      action="/jobs/new"
      onChange={recount}
      onReset={() => setTimeout(recount)}
      className="group/selection"
    >
      {Object.entries(filter).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="hidden min-h-11 flex-wrap items-center gap-2 border-accent-line border-b bg-selected px-4 py-1.5 group-has-[[name=channel]:checked]/selection:flex">
        <strong role="status" className="mr-2 font-semibold">
          {words('bulk.selected', { count: counts.ticked })}
        </strong>
        {ACTS.map(({ change, word, icon }) => {
          const why = word === 'issue' ? issueDenied : denied
          return why === undefined ? (
            <Button
              key={change}
              type="submit"
              name="change"
              value={change}
              size="sm"
              icon={icon}
              {...(word === 'revoke' ? { variant: 'danger' as const } : {})}
            >
              {words(`bulk.${word}`)}
            </Button>
          ) : (
            <Button key={change} size="sm" icon={icon} disabledReason={why}>
              {words(`bulk.${word}`)}
            </Button>
          )
        })}
        {incidentDenied === undefined ? (
          <Button type="submit" formAction="/incidents/new" size="sm" icon="warning" variant="danger">
            {words('bulk.incident')}
          </Button>
        ) : (
          <Button size="sm" icon="warning" disabledReason={incidentDenied}>
            {words('bulk.incident')}
          </Button>
        )}
        <span className="ml-auto flex items-center gap-2">
          {counts.ticked === counts.shown && total > counts.shown ? (
            <label className="flex items-center gap-1.5 text-sm">
              <input type="checkbox" name="all" value="1" className="accent-accent" />
              {words('bulk.all', { count: total })}
            </label>
          ) : (
            counts.ticked < counts.shown && (
              <Button variant="quiet" size="sm" onClick={tickAll}>
                {words('bulk.shown', { count: counts.shown })}
              </Button>
            )
          )}
          <Button type="reset" variant="quiet" size="sm">
            {words('bulk.clear')}
          </Button>
        </span>
      </div>
      {children}
    </form>
  )
}
