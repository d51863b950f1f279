import { useWords } from '#words'
import { buttonStyles } from '@/components/ui/controls/button-styles'
import { Icon } from '@/components/ui/icon'

/** The proof of a token's revoke as a file; no link of the router, which would fetch it ahead. */
export function RevokeDownload({
  channelId,
  tokenId,
  className,
}: {
  channelId: string
  tokenId: string
  className?: string
}) {
  const words = useWords('tokens')
  return (
    <a
      href={`/channels/${channelId}/tokens/${tokenId}/proof`}
      download
      className={`${buttonStyles({})} ${className ?? ''}`}
    >
      <Icon name="download" />
      {words('revoke.download')}
    </a>
  )
}
