import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Name } from '@/components/ui/name'
import { Notice } from '@/components/ui/notice'
import { Facts, Panel } from '@/components/ui/panel'
import type { FoundToken, IdentifiedView, Look } from '@/lib/tokens/schema'
import { FOUND_LOOK, foundStatus } from './found-status'
import { PASTED_KIND_WORDS } from './kind'

/** What a pasted value is, told without asking LINE: a token of ours, a channel's secret, or what it looks like. */
export function Identified({ identified }: { identified: IdentifiedView }) {
  const words = useWords('actions')
  const { found, secretOf, look, fingerprint } = identified
  const fact = {
    label: words('paste.fingerprint'),
    value: <Id value={fingerprint} thing={words('paste.fingerprint')} />,
  }
  return (
    <Panel title={words('paste.whatItIs')}>
      <div className="grid gap-3.5 p-4">
        {found ? <Found found={found} /> : secretOf ? <SecretOf {...secretOf} /> : <LooksLike look={look} />}
        {found ? <FoundFacts found={found} last={fact} /> : <Facts facts={[fact]} />}
        {found?.kind === 'stateless' && <p className="text-sm text-ink-2">{words('paste.stateless')}</p>}
        {found && (
          <div>
            <ButtonLink variant="primary" href={`/channels/${found.channelId}/tokens?token=${found.tokenId}`}>
              {words('paste.open')}
            </ButtonLink>
          </div>
        )}
      </div>
    </Panel>
  )
}

function Found({ found }: { found: FoundToken }) {
  const words = useWords('actions')
  const { now } = useFormat()
  const status = foundStatus(found, now)
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="text-md font-semibold wrap-anywhere">
        <Name>{found.purpose}</Name>
      </p>
      <Badge {...FOUND_LOOK[status]} meaning={words(`paste.meanings.${status}`)}>
        {words(`paste.states.${status}`)}
      </Badge>
      <p className="basis-full text-sm text-ink-2">{words('paste.ours')}</p>
    </div>
  )
}

function FoundFacts({ found, last }: { found: FoundToken; last: { label: string; value: React.ReactNode } }) {
  const words = useWords('actions')
  const { now } = useFormat()
  const { expiresAt, issuedByName, lineChannelId } = found
  const end = expiresAt === null ? null : new Date(expiresAt)
  const facts = [
    { label: words('paste.kind'), value: words(PASTED_KIND_WORDS[found.kind]) },
    {
      label: words('paste.channel'),
      value: (
        <span className="flex flex-wrap gap-x-2">
          <ChannelLink id={found.channelId} name={found.channelName} />
          <Id value={lineChannelId} thing={words('paste.channelId')} />
        </span>
      ),
    },
    { label: words('paste.owner'), value: <Name>{found.owner}</Name> },
    {
      label: words(found.origin === 'issued' ? 'paste.issued' : 'paste.takenIn'),
      value: (
        <>
          <Time at={new Date(found.issuedAt)} show="short" /> ·{' '}
          {issuedByName === 'command line' ? words('paste.commandLine') : <Name>{issuedByName}</Name>}
        </>
      ),
    },
    {
      label: words('paste.expires'),
      value: end ? (
        <>
          <Time at={end} show="instant" />
          {end > now && (
            <>
              {' · '}
              <Time at={end} />
            </>
          )}
        </>
      ) : (
        words('paste.noExpiry')
      ),
    },
    last,
  ]
  return <Facts facts={facts} />
}

function SecretOf({ channel, current }: NonNullable<IdentifiedView['secretOf']>) {
  const words = useWords('actions')
  const state = current ? 'current' : 'former'
  return (
    <Notice
      tone={current ? 'red' : 'amber'}
      icon="key"
      title={words(`paste.secretOf.${state}`, { name: channel.name })}
      actions={
        <ButtonLink size="sm" href={`/channels/${channel.id}`}>
          {words('paste.toChannel')}
        </ButtonLink>
      }
    >
      {words(`paste.secretOf.${state}Text`)}
    </Notice>
  )
}

/** What must not be passed on is said loudly. */
const LOUD: readonly Look[] = ['channelSecret', 'privateKey', 'assertion']

function LooksLike({ look }: { look: Look }) {
  const words = useWords('actions')
  const [title, text] = [words(`paste.looks.${look}`), words(`paste.todo.${look}`)]
  if (LOUD.includes(look))
    return (
      <Notice tone="amber" title={title}>
        {text}
      </Notice>
    )
  return (
    <div>
      <p className="text-md font-semibold">{title}</p>
      <p className="text-sm text-ink-2">{text}</p>
    </div>
  )
}

/** A channel by its name, as a link to it. */
export function ChannelLink({ id, name }: { id: string; name: string }) {
  return (
    <Link href={`/channels/${id}`} className="font-medium underline underline-offset-3">
      <Name>{name}</Name>
    </Link>
  )
}
