import { useWords } from '#words'
import { FocusOn } from '@/components/ui/overlays/focus-on'
import type { SigningKeyView } from '@/lib/keys/schema'
import { PublicKey } from './public-key'
import { Step } from './step'

/** The second step, done in LINE's console: the public key to paste there, and where. */
export function RegisterStep({ waiting }: { waiting: SigningKeyView | undefined }) {
  const words = useWords('keys')
  return (
    <Step number={2} state={waiting ? 'now' : 'later'} title={words('register.title')}>
      <FocusOn change={waiting?.id ?? ''} className="gap-2">
        {waiting ? (
          <>
            <p className="text-sm text-ink-2">
              {words.rich('register.text', { b: (chunks) => <b className="font-semibold text-ink">{chunks}</b> })}
            </p>
            <PublicKey publicJwk={waiting.publicJwk} label={words('register.publicKey')} />
          </>
        ) : (
          <p className="text-sm text-ink-3">{words('register.later')}</p>
        )}
      </FocusOn>
    </Step>
  )
}
