'use client'
import { useWords } from '#words'
import { useCountdown } from '@/components/tokens/issue/reveal/use-countdown'
import { Button } from '@/components/ui/controls/button'
import { CopyButton } from '@/components/ui/controls/copy-button'
import { asCsv, asEnv, download, type Taken } from './value-files'

type Props = { held: readonly Taken[]; onTake: () => void; onDone: () => void }

/** Taking all values that are here at once, in the forms they are needed in; `onDone` forgets them. */
export function TakeAll({ held, onTake, onDone }: Props) {
  const words = useWords('actions')
  const common = useWords('common')
  const forms = [
    { thing: words('many.asEnv'), text: asEnv(held) },
    { thing: words('many.asCsv'), text: asCsv(held) },
  ]
  return (
    <div className="flex flex-wrap items-center gap-2">
      {forms.map(({ thing, text }) => (
        <CopyButton key={thing} text={text} thing={thing} word={common('copyThing', { thing })} onCopied={onTake} />
      ))}
      <Button
        size="sm"
        icon="download"
        onClick={() => {
          download('channel-access-tokens.csv', asCsv(held))
          onTake()
        }}
      >
        {words('many.download')}
      </Button>
      <Button size="sm" variant="primary" icon="done" className="md:ml-auto" onClick={onDone}>
        {words('many.done')}
      </Button>
    </div>
  )
}

/** How long the values stay: a minute once all are taken, else as long as the server would have kept them. */
export function WipeTimer({ taken, onEnd }: { taken: boolean; onEnd: () => void }) {
  const words = useWords('actions')
  const left = useCountdown(taken ? 60 : 15 * 60, onEnd)
  return (
    <p role="timer" className="text-xs text-ink-3">
      {left > 120
        ? words('many.wipedInMinutes', { minutes: Math.ceil(left / 60) })
        : words('issue.wipedIn', { seconds: left })}
    </p>
  )
}
