import { useFormat, useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Facts } from '@/components/ui/panel'
import type { TokenView } from '@/lib/tokens/schema'
import { KIND_WORDS } from './kind'

/** What is known of a token; of its value only the fingerprint. */
export function TokenFacts({ token }: { token: TokenView }) {
  const words = useWords('tokens')
  const { keyId, expiresAt, lastVerifiedAt, lastVerdict } = token
  return (
    <Facts
      facts={[
        { label: words('purpose'), value: <span className="font-medium">{token.purpose}</span> },
        { label: words('kind'), value: words(KIND_WORDS[token.kind]) },
        { label: words('keyId'), value: keyId ? <Id value={keyId} thing={words('keyIdThing')} full /> : words('none') },
        { label: words('open.fingerprint'), value: <span className="font-mono text-xs">{token.fingerprint}</span> },
        { label: words('expires'), value: <Expiry at={expiresAt} /> },
        {
          label: words('open.issued'),
          value: (
            <>
              <Time at={token.issuedAt} show="short" /> · {token.issuedByName}
            </>
          ),
        },
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
  if (!at) return words('none')
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
