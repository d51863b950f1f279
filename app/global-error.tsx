'use client'
import { MessageBody } from '@/components/shell/message-body'
import { Button } from '@/components/ui/controls/button'
import words from '@/messages/last-resort.json'
import './globals.css'

/** When even the frame fails, nothing is known of the reader: it speaks every language, one below the other. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Kagiban</title>
        <main className="py-[10vh]">
          {Object.entries(words).map(([language, { title, text, again }]) => (
            <section key={language} lang={language}>
              <MessageBody
                dense
                icon="unknown"
                title={title}
                text={text}
                reference={error.digest && <span className="font-mono text-ink">{error.digest}</span>}
                actions={<Button onClick={reset}>{again}</Button>}
              />
            </section>
          ))}
        </main>
      </body>
    </html>
  )
}
