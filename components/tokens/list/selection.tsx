'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'

/** The name of the boxes, which is what the address of the dialog asks for. */
const BOXES = 'revoke'

/**
 * A list whose rows can be ticked, with a bar above its head while some are. It is a form that asks for the dialog by
 * its address, so that it works without script too; script adds how many, goes there without loading the page, and offers
 * to verify them as a job.
 */
export function Selection({ base, channelId, children }: { base: string; channelId: string; children: ReactNode }) {
  const words = useWords('actions')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)
  const recount = () => setCount(form.current?.querySelectorAll(`input[name="${BOXES}"]:checked`).length ?? 0)
  // Rows come and go.
  useEffect(recount)
  const startJob = (change: string) => {
    const tokens = new FormData(form.current ?? undefined).getAll(BOXES).map((id) => ['token', String(id)])
    router.push(`/jobs/new?${new URLSearchParams([['change', change], ['of', channelId], ...tokens])}`)
  }
  return (
    <form
      ref={form}
      action={base}
      onChange={recount}
      onReset={() => setCount(0)}
      onSubmit={(event) => {
        event.preventDefault()
        const ids = new FormData(event.currentTarget).getAll(BOXES).map((id) => [BOXES, String(id)])
        router.push(`${base}?${new URLSearchParams(ids)}`, { scroll: false })
      }}
      className="group/selection"
    >
      <div className="hidden min-h-11 items-center gap-2 border-accent-line border-b bg-selected px-4 group-has-[[name=revoke]:checked]/selection:flex">
        <strong role="status" className="mr-2 font-semibold">
          {words('several.selected', { count })}
        </strong>
        <Button size="sm" icon="shield" onClick={() => startJob('token.verify')}>
          {words('several.verify')}
        </Button>
        <Button type="submit" variant="danger" size="sm" icon="off">
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
