'use client'
import { useEffect, useRef, useState } from 'react'
import type { FormAction } from '@/lib/action-answer'
import type { RevokedView } from '@/lib/tokens/schema'

/** How far one of several revokes is. */
export type Progress =
  | { state: 'waiting' }
  | { state: 'running' }
  | { state: 'interrupted' }
  | { state: 'done'; revoked: RevokedView }
  | { state: 'refused'; message: string }

type Asked = { id: string; submission: string }
type Run = { action: FormAction<RevokedView>; channelId: string; tokens: readonly Asked[] }

/** Revokes one after the other, each an action of its own; what came of each is kept as it comes. */
export function useRun({ action, channelId, tokens }: Run) {
  // The page is drawn anew after each of them, and what is gone then is still to be told here.
  const [listed] = useState(tokens)
  const [progress, setProgress] = useState<Readonly<Record<string, Progress>>>({})
  const [running, setRunning] = useState(false)
  const [unconfirmed, setUnconfirmed] = useState<string>()
  const submissions = useRef(new Map(listed.map(({ id, submission }) => [id, submission])))

  useEffect(() => {
    if (!running) return
    const stay = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [running])

  const one = async (id: string, confirm: string): Promise<Progress | 'unconfirmed'> => {
    const submission = submissions.current.get(id) ?? ''
    const form = new FormData()
    for (const [name, value] of Object.entries({ channelId, tokenId: id, confirm, several: 'yes', submission }))
      form.set(name, value)
    try {
      const answer = await action({ status: 'idle', submission }, form)
      submissions.current.set(id, answer.submission)
      if (answer.status === 'done') return { state: 'done', revoked: answer.shown }
      if (answer.status === 'idle') return { state: 'waiting' }
      if (!answer.fields.confirm) return { state: 'refused', message: answer.message }
      setUnconfirmed(answer.fields.confirm)
      return 'unconfirmed'
    } catch (error) {
      // A redirect to the sign-in page comes as an error with a digest and is not ours to catch.
      if (error instanceof Error && 'digest' in error) throw error
      return { state: 'interrupted' }
    }
  }

  const run = async (confirm: string) => {
    setUnconfirmed(undefined)
    setRunning(true)
    try {
      for (const { id } of listed) {
        if (isProven(progress[id])) continue
        setProgress((last) => ({ ...last, [id]: { state: 'running' } }))
        const ended = await one(id, confirm)
        setProgress((last) => ({ ...last, [id]: ended === 'unconfirmed' ? { state: 'waiting' } : ended }))
        // None of the others would be taken either.
        if (ended === 'unconfirmed') return
      }
    } finally {
      setRunning(false)
    }
  }
  return { progress, running, unconfirmed, run }
}

/** True when it is known that the token is gone. */
export function isProven(progress: Progress | undefined): boolean {
  return progress?.state === 'done' && progress.revoked.proven
}
