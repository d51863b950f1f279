'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useFormat, useWords } from '#words'
import { useShown } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import type { SyncedView, VerdictView } from '@/lib/tokens/schema'

/** What a sync found, in its form, until something else is opened: what is done there would make it wrong. */
export function SyncAnswer() {
  const words = useWords('actions')
  const found = useShown<SyncedView>()
  const search = useSearchParams().toString()
  const last = useRef(search)
  const [past, setPast] = useState<SyncedView | null>(null)
  useEffect(() => {
    if (last.current === search) return
    last.current = search
    setPast(found)
  }, [search, found])
  if (!found || found === past) return null
  const { keyIdsListed, ours, foreign, gone } = found
  return (
    <Notice tone={foreign > 0 ? 'amber' : 'plain'} icon={foreign > 0 ? 'drift' : 'done'} live="status">
      {words('sync.done', { listed: keyIdsListed, ours, foreign, gone })}
    </Notice>
  )
}

/** What LINE said of a token, in the form that asked. */
export function VerifyAnswer() {
  const words = useWords('actions')
  const format = useFormat()
  const said = useShown<VerdictView>()
  if (!said) return null
  if (said.verdict === 'refused')
    return (
      <Notice tone="red" icon="failed" live="status">
        {words('verify.refused')}
      </Notice>
    )
  if (said.sameChannel === false)
    return (
      <Notice tone="red" icon="unknown" live="status">
        {words('verify.otherChannel')}
      </Notice>
    )
  return (
    <Notice tone="plain" icon="done" live="status">
      {words('verify.live', { remaining: format.duration((said.expiresInSeconds ?? 0) * 1000) })}
    </Notice>
  )
}
