import { CopyButton } from '@/components/ui/controls/copy-button'
import type { PublicJwk } from '@/lib/keys/schema'

/** The public key as text for LINE's console: members in the order of LINE's own sample, and no `kid`, which it refuses. */
export function publicKeyText({ kty, alg, use, e, n }: PublicJwk): string {
  return JSON.stringify({ kty, alg, use, e, n }, null, 2)
}

/** The public key to read and to copy. */
export function PublicKey({ publicJwk, label }: { publicJwk: PublicJwk; label: string }) {
  const text = publicKeyText(publicJwk)
  return (
    <figure className="overflow-clip rounded-md border border-line-strong">
      <figcaption className="flex min-h-9 items-center justify-between gap-2 border-line border-b bg-sunken pr-1 pl-3 text-xs font-medium text-ink-3">
        {label}
        <CopyButton text={text} thing={label} word />
      </figcaption>
      <pre className="px-3 py-2.5 font-mono text-xs/[18px] break-all whitespace-pre-wrap text-ink-2">{text}</pre>
    </figure>
  )
}
