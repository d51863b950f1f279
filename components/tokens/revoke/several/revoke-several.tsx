'use client'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '#words'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { TextField } from '@/components/ui/controls/field'
import { Notice } from '@/components/ui/notice'
import { DialogFoot, PageDialog } from '@/components/ui/overlays/page-dialog'
import type { FormAction } from '@/lib/action-answer'
import type { RevokedView } from '@/lib/tokens/schema'
import type { Choice } from './choices'
import { SeveralRow } from './several-row'
import { isProven, useRun } from './use-run'

type Props = {
  channel: { id: string; name: string; lineChannelId: string }
  /** Each with a new UUID, made on the server, so that a form sent twice revokes once. */
  tokens: readonly (Choice & { submission: string })[]
  title: ReactNode
  closeHref: string
  action: FormAction<RevokedView>
}

/** Revoking several tokens of one channel, one after the other; not closed by accident while that goes on. */
export function RevokeSeveral({ channel, tokens, title, closeHref, action }: Props) {
  const words = useWords('actions')
  const common = useWords('common')
  const [shown] = useState(tokens)
  const possible = shown.filter(({ why }) => why === null)
  const { progress, running, unconfirmed, run } = useRun({ action, channelId: channel.id, tokens: possible })
  const field = useRef<HTMLDivElement>(null)
  const ended = possible.filter(({ id }) => progress[id] && !isUnder(progress[id]?.state))
  const proven = possible.filter(({ id }) => isProven(progress[id]))
  const left = possible.length - proven.length
  const over = !running && ended.length > 0 && ended.length === possible.length

  const start = (data: FormData) => {
    if (!running) void run(String(data.get('confirm') ?? ''))
  }
  useEffect(() => {
    if (unconfirmed) field.current?.querySelector('input')?.focus()
  }, [unconfirmed])

  return (
    <PageDialog
      title={title}
      description={`${channel.name} · ${channel.lineChannelId}`}
      closeHref={closeHref}
      mayClose={() => !running}
    >
      <noscript>
        <Notice tone="amber">{words('several.noScript')}</Notice>
      </noscript>
      {ended.length === 0 && !running && (
        <Notice tone="red" icon="warning">
          <p className="font-semibold">{words('several.consequence', { count: possible.length })}</p>
          <p className="mt-1">{words('several.how')}</p>
        </Notice>
      )}
      <ul className="rounded-lg border border-line-strong">
        {shown.map((token) => (
          <SeveralRow key={token.id} token={token} progress={progress[token.id]} />
        ))}
      </ul>
      <p role="status" className="text-sm font-semibold empty:hidden">
        {running && words('several.progress', { done: ended.length, count: possible.length })}
        {over && words('several.result', { proven: proven.length, count: possible.length, left })}
      </p>
      <form
        className="grid gap-4.5"
        noValidate
        // For what is sent before hydration, which React then sends anew; it would empty the form.
        action={start}
        onSubmit={(event) => {
          event.preventDefault()
          start(new FormData(event.currentTarget))
        }}
      >
        {left > 0 && (
          <div ref={field}>
            <TextField
              name="confirm"
              label={words('several.confirm', { channelId: channel.lineChannelId })}
              error={unconfirmed}
              readOnly={running}
              mono
              inputMode="numeric"
              autoComplete="off"
              aria-required
            />
          </div>
        )}
        <DialogFoot>
          {running ? (
            <Button disabledReason={words('several.stay')}>{common('close')}</Button>
          ) : (
            <ButtonLink href={closeHref} scroll={false} variant={left === 0 ? 'primary' : 'secondary'}>
              {common(ended.length === 0 ? 'cancel' : 'close')}
            </ButtonLink>
          )}
          {left > 0 && (
            <Button
              type="submit"
              variant="danger-solid"
              aria-disabled={running || undefined}
              aria-busy={running || undefined}
            >
              {words(over ? 'several.again' : 'several.submit', { count: left })}
            </Button>
          )}
        </DialogFoot>
      </form>
    </PageDialog>
  )
}

const isUnder = (state: string | undefined) => state === 'waiting' || state === 'running'
