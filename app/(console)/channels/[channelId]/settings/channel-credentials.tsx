import { randomUUID } from 'node:crypto'
import { CredentialsPanel } from '@/components/credentials/credentials-panel'
import { ReplaceDialog } from '@/components/credentials/replace-dialog'
import { permits } from '@/lib/access/permits'
import { listSigningKeys } from '@/lib/keys/queries'
import { pageChannel } from '../page-channel'
import { checkChannelAction, replaceSecretAction } from './actions'

/** The credentials of a channel, and the dialog that replaces its secret when the address asks for it (`?secret`). */
export async function ChannelCredentials({ channelId, replacing }: { channelId: string; replacing: boolean }) {
  const { actor, channel } = await pageChannel(channelId)
  const keys = await listSigningKeys(actor, channel.id)
  const base = `/channels/${channel.id}/settings`
  const may = {
    check: permits(actor, 'channel.check', channel.id),
    replace: permits(actor, 'secret.replace', channel.id),
  }
  return (
    <>
      <CredentialsPanel
        channel={channel}
        signingKeys={(['active', 'ready'] as const).flatMap((state) => keys.filter((key) => key.state === state))}
        base={base}
        may={may}
        check={checkChannelAction}
        submission={randomUUID()}
      />
      {replacing && (
        <ReplaceDialog
          channelId={channel.id}
          base={base}
          may={may.replace}
          action={replaceSecretAction}
          submission={randomUUID()}
        />
      )}
    </>
  )
}
