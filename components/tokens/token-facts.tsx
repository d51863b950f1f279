import { useFormat, useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Name } from '@/components/ui/name'
import { Facts } from '@/components/ui/panel'
import type { TokenView } from '@/lib/tokens/schema'
import { useIssuerWord } from './issuer'
import { KIND_WORDS } from './kind'
import { isUnnamed } from './status'

/** What is known of a token; of its value only the fingerprint. Its purpose is left out where it is the title. */
export function TokenFacts({ token, titled }: { token: TokenView; titled?: boolean }) {
  const words = useWords('tokens')
  const issuer = useIssuerWord()(token.issuedByName)
  const { keyId, owner, origin, expiresAt, lastVerifiedAt, lastVerdict, scope } = token
  return (
    <Facts
      facts={[
        ...(titled ? [] : [{ label: words('purpose'), value: <span className="font-medium">{token.purpose}</span> }]),
        { label: words('kind'), value: words(KIND_WORDS[token.kind]) },
        ...(owner ? [{ label: words('owner'), value: <Name>{owner}</Name> }] : []),
        ...(keyId ? [{ label: words('keyId'), value: <Id value={keyId} thing={words('keyIdThing')} full /> }] : []),
        ...(isUnnamed(token) ? [{ label: words('keyId'), value: words('open.unnamed') }] : []),
        { label: words('open.fingerprint'), value: <span className="font-mono text-xs">{token.fingerprint}</span> },
        { label: words('expires'), value: <Expiry at={expiresAt} /> },
        {
          label: words(origin === 'issued' ? 'open.issued' : 'open.takenIn'),
          value: (
            <>
              <Time at={token.issuedAt} show="short" /> · {issuer}
            </>
          ),
        },
        ...(scope.length > 0
          ? [{ label: words('open.scope'), value: `${scope.join(' ')} · ${words('open.scopeNote')}` }]
          : []),
        {
          label: words('open.verified'),
          value: lastVerifiedAt ? (
            <>
              <Time at={lastVerifiedAt} />
              {lastVerdict && ` · ${words(`open.verdicts.${lastVerdict}`)}`}
            </>
          ) : (
            words('open.never')
          ),
        },
      ]}
    />
  )
}

function Expiry({ at }: { at: Date | null }) {
  const words = useWords('tokens')
  const { now } = useFormat()
  if (!at) return `${words('list.noExpiry')} · ${words('list.noExpiryWhy')}`
  return (
    <>
      <Time at={at} show="instant" />
      {at > now && (
        <>
          {' · '}
          <Time at={at} />
        </>
      )}
    </>
  )
}
