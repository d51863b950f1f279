'use client'
import { useWords } from '#words'
import { MessageBody } from '@/components/shell/message-body'
import { Button, ButtonLink } from '@/components/ui/controls/button'

/** A page failed in a way nobody expected; the reader sees only the reference under which it was logged. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const words = useWords('errors')
  return (
    <MessageBody
      icon="unknown"
      title={words('unexpected.title')}
      text={words('unexpected.text')}
      reference={
        error.digest && (
          <>
            {words('unexpected.reference')} <span className="font-mono text-ink">{error.digest}</span>
          </>
        )
      }
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            {words('tryAgain')}
          </Button>
          <ButtonLink href="/">{words('toStart')}</ButtonLink>
        </>
      }
    />
  )
}
