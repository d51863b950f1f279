import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Icon } from '@/components/ui/icon'
import { Id } from '@/components/ui/id'
import { Facts, Panel } from '@/components/ui/panel'
import type { SigningKeyView } from '@/lib/keys/schema'
import { Health } from './health'
import { PublicKey } from './public-key'
import { RetireLink } from './ready-keys'

type Props = {
  signingKey: SigningKeyView
  /** Where tokens are issued with it; null for who may not. */
  issueHref: string | null
  base: string
  may: { retire: boolean }
}

/** The key Kagiban signs with: its kid, its dates, its public half on demand, and what comes next. */
export function KeyInUse({ signingKey, issueHref, base, may }: Props) {
  const { id, kid, createdAt, activatedAt, provenAt, refusedAt, publicJwk, origin } = signingKey
  const words = useWords('keys')
  const tokens = useWords('tokens')
  return (
    <Panel title={words('inUse.title')} aside={<Health refused={refusedAt !== null} />}>
      <div className="grid gap-3 px-4 py-3.5">
        <Facts
          facts={[
            { label: words('kid'), value: kid && <Id value={kid} thing={words('kid')} full /> },
            { label: words('inUse.since'), value: activatedAt && <Time at={activatedAt} show="instant" /> },
            { label: words('inUse.proven'), value: provenAt && <Time at={provenAt} /> },
            {
              label: words(origin === 'imported' ? 'inUse.imported' : 'inUse.generated'),
              value: <Time at={createdAt} show="instant" />,
            },
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
        <div className="flex flex-wrap items-center gap-2">
          {issueHref && (
            <ButtonLink variant="primary" icon="plus" href={issueHref}>
              {tokens('issue.button')}
            </ButtonLink>
          )}
          <RetireLink href={`${base}?retire=${id}`} may={may.retire} size="md" />
        </div>
      </div>
    </Panel>
  )
}
