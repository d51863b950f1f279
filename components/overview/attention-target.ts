import type { Permission } from '@/lib/access/permissions'
import type { AttentionRow } from '@/lib/tokens/attention/schema'

/** Where a row is mended, and the permission that takes; seeing what happened needs none but to read. */
export interface AttentionTarget {
  href: string
  needs: Permission
}

type Row = Pick<AttentionRow, 'kind' | 'channelId' | 'targetId' | 'label'>

/** The page or dialog that mends a row. */
export function targetOf({ kind, channelId, targetId, label }: Row): AttentionTarget {
  if (kind === 'incident') return { href: targetId ? `/incidents/${targetId}` : '/incidents', needs: 'channel.read' }
  if (kind === 'historyBroken' || kind === 'historyUndelivered') return { href: '/history', needs: 'history.read' }
  if (channelId === null) return { href: eventOr(targetId, '/history?outcome=unknown'), needs: 'history.read' }
  const channel = `/channels/${channelId}`
  const tokens = `${channel}/tokens`
  switch (kind) {
    case 'unknown':
      if (targetId && label === 'token.revoke' && !/^\d+$/.test(targetId))
        return { href: `${tokens}?revoke=${targetId}`, needs: 'token.revoke' }
      return { href: eventOr(targetId, `${channel}/history?outcome=unknown`), needs: 'history.read' }
    case 'unexplained':
      return { href: eventOr(targetId, `${channel}/history?outcome=settled`), needs: 'history.read' }
    case 'unproven':
      return { href: targetId ? `${tokens}?revoke=${targetId}` : tokens, needs: 'token.revoke' }
    case 'tokenRefused':
      return { href: targetId ? `${tokens}?token=${targetId}` : tokens, needs: 'token.verify' }
    case 'drift':
      return { href: tokens, needs: 'token.read' }
    case 'expired':
    case 'soon':
      return { href: `${tokens}?issue`, needs: 'token.issue' }
    case 'slots':
    case 'shortLived':
      return { href: tokens, needs: 'token.revoke' }
    case 'secretRefused':
    case 'secretMissing':
      return { href: `${channel}/settings?secret`, needs: 'secret.replace' }
    case 'keyRefused':
    case 'noKey':
      return { href: `${channel}/keys`, needs: 'key.generate' }
    case 'clock':
      return { href: `${channel}/settings`, needs: 'channel.check' }
  }
}

const eventOr = (seq: string | null, otherwise: string) => (seq ? `/history/${seq}` : otherwise)
