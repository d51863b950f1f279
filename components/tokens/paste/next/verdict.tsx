import { useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import { Facts } from '@/components/ui/panel'
import type { Look, VerdictView } from '@/lib/tokens/schema'
import { ChannelLink } from '../identified'
import { PASTED_KIND_WORDS } from '../kind'

/** What LINE said of a pasted token, with what its answer leaves open. */
export function Verdict({ verdict, look }: { verdict: VerdictView; look: Look | undefined }) {
  const words = useWords('actions')
  const { found, sameChannel, lineChannelId, channel } = verdict
  const facts = useFacts(verdict)
  if (verdict.verdict === 'refused') return <Refused verdict={verdict} look={look} />
  return (
    <>
      {sameChannel === false && found && (
        <Notice
          tone="red"
          title={words('paste.otherChannel')}
          actions={
            <ButtonLink size="sm" href={`/channels/${found.channelId}/tokens?token=${found.tokenId}`}>
              {words('paste.open')}
            </ButtonLink>
          }
        >
          {words('paste.otherChannelText', {
            here: found.channelName,
            there: channel?.name ?? lineChannelId ?? '',
          })}
        </Notice>
      )}
      <div>
        <Badge tone="ok" icon="check" meaning={words('paste.liveMeaning')}>
          {words('paste.live')}
        </Badge>
      </div>
      <Facts facts={facts} />
    </>
  )
}

function useFacts({ at, kind, expiresInSeconds, scope, lineChannelId, channel }: VerdictView) {
  const words = useWords('actions')
  const ends = kind !== 'long-lived' && expiresInSeconds !== null
  const end = new Date(new Date(at).getTime() + (expiresInSeconds ?? 0) * 1000)
  return [
    {
      label: words('paste.kind'),
      value: (
        <>
          <span>{kind && words(PASTED_KIND_WORDS[kind])}</span>
          {kind === 'v2.1' && <p className="text-xs text-ink-3">{words('paste.mayBeLogin')}</p>}
        </>
      ),
    },
    {
      label: words('paste.channel'),
      value: (
        <>
          <span className="flex flex-wrap gap-x-2">
            {channel && <ChannelLink {...channel} />}
            <Id value={lineChannelId ?? ''} thing={words('paste.channelId')} />
          </span>
          {!channel && <p className="text-xs text-ink-3">{words('paste.channelNotHere')}</p>}
        </>
      ),
    },
    {
      label: words('paste.expires'),
      value: ends ? (
        <>
          <Time at={end} show="instant" />
          {' · '}
          <Time at={end} />
        </>
      ) : (
        words('paste.noExpiry')
      ),
    },
    {
      label: words('paste.scope'),
      value:
        scope.length > 0 ? (
          <>
            <span className="font-mono text-xs">{scope.join(' ')}</span>
            <p className="text-xs text-ink-3">{words('paste.scopeText')}</p>
          </>
        ) : (
          words('paste.none')
        ),
    },
    { label: words('paste.asked'), value: <Time at={new Date(at)} show="clock" /> },
  ]
}

/** Several things are answered in the same way, so each is said. */
function Refused({ verdict, look }: { verdict: VerdictView; look: Look | undefined }) {
  const words = useWords('actions')
  return (
    <Notice tone="red" icon="failed" title={words('paste.refused')}>
      <p>{words(verdict.found ? 'paste.refusedOurs' : 'paste.refusedText')}</p>
      {look !== 'opaque' && !verdict.found && <p className="mt-1">{words('paste.refusedStateless')}</p>}
    </Notice>
  )
}
