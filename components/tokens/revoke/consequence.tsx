import { useWords } from '#words'
import { Notice } from '@/components/ui/notice'
import type { TokenKind } from '@/lib/tokens/schema'

type Props = { kind: TokenKind; listed: boolean; last: boolean }

/** What follows from a revoke, and how it is proven. */
export function Consequence({ kind, listed, last }: Props) {
  const words = useWords('tokens')
  return (
    <Notice tone="red" icon="warning">
      {last && <p className="font-semibold">{words('revoke.last')}</p>}
      <p className="font-semibold">{words('revoke.consequence')}</p>
      <p className="mt-1">{words(listed ? 'revoke.howListed' : 'revoke.howUnlisted')}</p>
      {kind === 'v2.1' && <p className="mt-1">{words('revoke.withSecret')}</p>}
    </Notice>
  )
}
