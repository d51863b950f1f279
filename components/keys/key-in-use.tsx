import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { Time } from '@/components/ui/figures/time'
import { Icon } from '@/components/ui/icon'
import { Id } from '@/components/ui/id'
import { Facts, Panel } from '@/components/ui/panel'
import type { SigningKeyView } from '@/lib/keys/schema'
import { PublicKey } from './public-key'

/** The key Kagiban signs with: its kid, its dates, and its public half on demand. */
export function KeyInUse({ signingKey: { kid, createdAt, activatedAt, publicJwk } }: { signingKey: SigningKeyView }) {
  const words = useWords('keys')
  return (
    <Panel
      title={words('inUse.title')}
      aside={
        <Badge tone="ok" icon="check">
          {words('inUse.state')}
        </Badge>
      }
    >
      <div className="grid gap-3 px-4 py-3.5">
        <Facts
          facts={[
            { label: words('kid'), value: kid && <Id value={kid} thing={words('kid')} full /> },
            { label: words('inUse.since'), value: activatedAt && <Time at={activatedAt} show="instant" /> },
            { label: words('inUse.generated'), value: <Time at={createdAt} show="instant" /> },
          ]}
        />
        <details className="group">
          <summary className="relative inline-flex items-center gap-1 text-sm text-ink-2 after:absolute after:inset-x-0 after:-inset-y-3 hover:text-ink">
            <span className="group-open:rotate-90">
              <Icon name="right" className="size-3" />
            </span>
            {words('inUse.publicKey')}
          </summary>
          <div className="mt-3">
            <PublicKey publicJwk={publicJwk} label={words('register.publicKey')} />
          </div>
        </details>
      </div>
    </Panel>
  )
}
