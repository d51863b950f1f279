'use client'
import { useSearchParams } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useFormat, useWords } from '#words'
import { useShown } from '@/components/ui/forms/action-form'
import { Notice } from '@/components/ui/notice'
import { Facts } from '@/components/ui/panel'
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

/** What LINE said of a token, in the form that asked; its kind in words, which the server has. */
export function VerifyAnswer({ kind }: { kind: string }) {
  const words = useWords('actions')
  const format = useFormat()
  const said = useShown<VerdictView>()
  if (!said) return null
  if (said.verdict === 'refused')
    return (
      <Notice tone="red" icon="failed" live="status">
        {words(said.kind === 'v2.1' ? 'verify.refused' : 'verify.refusedUnlisted')}
      </Notice>
    )
  const { channel, lineChannelId, scope, expiresInSeconds } = said
  const foreign = said.sameChannel === false
  const facts = [
    { label: words('verify.kind'), value: kind },
    {
      label: words('verify.channel'),
      value: channel
        ? `${channel.name} · ${lineChannelId}`
        : words('verify.notHere', { channelId: lineChannelId ?? '' }),
    },
    {
      label: words('verify.remaining'),
      // LINE shows some number of seconds for it, but it does not end.
      value: said.kind === 'long-lived' ? words('verify.noEnd') : format.duration((expiresInSeconds ?? 0) * 1000),
    },
    { label: words('verify.scope'), value: scope.length > 0 ? scope.join(' ') : words('verify.noScope') },
  ]
  return (
    <Notice
      tone={foreign ? 'red' : 'plain'}
      icon={foreign ? 'unknown' : 'done'}
      live="status"
      title={words(foreign ? 'verify.otherChannelTitle' : 'verify.live')}
    >
      {foreign && <p>{words('verify.otherChannel')}</p>}
      <div className="mt-2">
        <Facts facts={facts} />
      </div>
      {scope.length > 0 && <p className="mt-2 text-xs">{words('verify.scopeNote')}</p>}
    </Notice>
  )
}
