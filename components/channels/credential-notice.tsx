import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Notice } from '@/components/ui/notice'
import type { ChannelView } from '@/lib/channels/schema'
import type { SigningKeyView } from '@/lib/keys/schema'

type Props = { channel: ChannelView; activeKey: SigningKeyView | undefined }

/** On each page of a channel whose secret or signing key LINE refused: what that means, and the way to mend it. */
export function CredentialNotice({ channel, activeKey }: Props) {
  const at = `/channels/${channel.id}`
  return (
    <>
      {channel.secretRefusedAt && (
        <Refused what="secret" refusedAt={channel.secretRefusedAt} href={`${at}/settings?secret`} />
      )}
      {activeKey?.refusedAt && <Refused what="key" refusedAt={activeKey.refusedAt} href={`${at}/keys`} />}
    </>
  )
}

function Refused({ what, refusedAt, href }: { what: 'secret' | 'key'; refusedAt: Date; href: string }) {
  const words = useWords('channels')
  return (
    <Notice
      tone="red"
      icon="key"
      title={words.rich(`refused.${what}.title`, { time: () => <Time at={refusedAt} /> })}
      actions={
        <ButtonLink size="sm" href={href}>
          {words(`refused.${what}.mend`)}
        </ButtonLink>
      }
    >
      {words(`refused.${what}.text`)}
    </Notice>
  )
}
