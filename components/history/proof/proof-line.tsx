import Link from 'next/link'
import { useWords } from '#words'
import { Icon } from '@/components/ui/icon'
import { RefreshWhile } from '@/components/ui/refresh-while'
import type { DeliveryView } from '@/lib/history/checkpoints/schema'
import type { CheckView } from '@/lib/verifying/schema'
import { useCheckWords } from './check-words'
import { useDeliveryWords } from './delivery-words'

const PAGE = '/history/proof'
const LOOK = {
  ok: { icon: 'shield', className: '[&>svg]:text-accent-ink' },
  amber: { icon: 'warning', className: 'text-amber-ink' },
  red: { icon: 'unknown', className: 'text-red-ink' },
} as const

type Props = {
  check: CheckView
  delivery: DeliveryView
  /** It stands where its link would lead. */
  inside?: boolean
}

/** In one quiet line, whether the history holds and whether what proves it has left; it is loud when not. */
export function ProofLine({ check, delivery, inside = false }: Props) {
  const words = useWords('history')
  const said = [useCheckWords()(check), ...useDeliveryWords()(delivery)]
  return (
    <>
      {said.map(({ tone, text, href }) => (
        <span key={text} className={`inline-flex items-center gap-1.5 ${LOOK[tone].className}`}>
          <Icon name={LOOK[tone].icon} className="size-3.5" />
          {href && !(inside && href === PAGE) ? (
            <Link href={href} className="underline underline-offset-3">
              {text}
            </Link>
          ) : (
            text
          )}
        </span>
      ))}
      {!inside && (
        <Link href={PAGE} className="underline underline-offset-3">
          {words('proof.open')}
        </Link>
      )}
      {!inside && check.askedBy !== null && <RefreshWhile seconds={2} />}
    </>
  )
}
