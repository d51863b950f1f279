'use client'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'

/** The name of the boxes, which is what the address of the dialog asks for. */
const BOXES = 'revoke'

/**
 * A list whose rows can be ticked, with a bar above its head while some are. It is a form that asks for the dialog by
 * its address, so that it works without script too; script adds how many, and goes there without loading the page.
 */
export function Selection({ base, children }: { base: string; children: ReactNode }) {
  const words = useWords('actions')
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [count, setCount] = useState(0)
  const recount = () => setCount(form.current?.querySelectorAll(`input[name="${BOXES}"]:checked`).length ?? 0)
  // Rows come and go.
  useEffect(recount)
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
