'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'

/** The name of the boxes, as the page of a new job reads them. */
const BOXES = 'token'

/**
 * A list whose rows can be ticked, with a bar above its head while some are. It is a form that leads to the page where
 * the job is begun, so that it works without script too; script adds how many.
 */
export function Selection({ channelId, children }: { channelId: string; children: ReactNode }) {
  const words = useWords('actions')
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)
  const recount = () => setCount(form.current?.querySelectorAll(`input[name="${BOXES}"]:checked`).length ?? 0)
  // Rows come and go.
  useEffect(recount)
  return (
    <form ref={form} action="/jobs/new" onChange={recount} onReset={() => setCount(0)} className="group/selection">
      <input type="hidden" name="of" value={channelId} />
      <div className="hidden min-h-11 items-center gap-2 border-accent-line border-b bg-selected px-4 group-has-[[name=token]:checked]/selection:flex">
        <strong role="status" className="mr-2 font-semibold">
          {words('several.selected', { count })}
        </strong>
        <Button type="submit" name="change" value="token.verify" size="sm" icon="shield">
          {words('several.verify')}
        </Button>
        <Button type="submit" name="change" value="token.revoke" variant="danger" size="sm" icon="off">
          {words('several.revoke')}
        </Button>
        <Button type="reset" variant="quiet" size="sm" className="ml-auto">
          {words('several.clear')}
        </Button>
      </div>
      {children}
    </form>
  )
}
