'use client'
import type { ReactNode } from 'react'
import { useShown } from '@/components/ui/forms/action-form'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import type { HuntView } from '@/lib/tokens/proof/schema'
import type { RevokedView } from '@/lib/tokens/schema'

type Props = {
  ends: Record<HuntView['end'], { title: string; text: string }>
  words: { vanished: string; unproven: string; keyId: string }
  /** What stands below: the form for the next try. */
  children: ReactNode
}

/** What a hunt came to, and the form, which stays while the hunt is open. */
export function HuntAnswer({ ends, words, children }: Props) {
  const shown = useShown<RevokedView>()
  const hunt = shown?.hunt
  if (!shown || !hunt) return children
  const { title, text } = ends[hunt.end]
  const found = hunt.end === 'found'
  return (
    <>
      <Notice tone={found ? 'plain' : 'amber'} icon={found ? 'done' : 'unproven'} live="status" title={title}>
        <p>{text}</p>
        {hunt.vanished.length > 0 && (
          <p className="mt-1 flex flex-wrap items-center gap-x-2">
            {words.vanished}
            {hunt.vanished.map((keyId) => (
              <Id key={keyId} value={keyId} thing={words.keyId} />
            ))}
          </p>
        )}
        {!shown.proven && <p className="mt-1 font-semibold">{words.unproven}</p>}
      </Notice>
      {hunt.end === 'missed' && children}
    </>
  )
}
