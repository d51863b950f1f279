import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Health } from '@/components/keys/health'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/controls/button'
import { Time } from '@/components/ui/figures/time'
import { acrossOf, Cell, NameAndId, NoteRow, Row, Table } from '@/components/ui/table'
import type { ChannelView } from '@/lib/channels/schema'
import type { SigningKeyView } from '@/lib/keys/schema'

type Props = {
  channel: ChannelView
  signingKeys: readonly SigningKeyView[]
  replaceHref: string
  mayReplace: boolean
}

/** The channel secret and each key, with what LINE last said of it; below one that is refused stands what to do. */
export function CredentialTable({ channel, signingKeys, ...replace }: Props) {
  const words = useWords('credentials')
  const { secretProvenAt, secretRefusedAt } = channel
  const columns = [
    { head: words('credential') },
    { head: words('health'), width: 152 },
    { head: words('lastProven'), width: 120 },
    { head: <span className="sr-only">{words('replace')}</span>, width: 104, align: 'end' as const },
  ]
  const note = (text: 'secretRefused' | 'secretMissing' | 'keyRefused') => (
    <NoteRow {...acrossOf(columns)}>
      {words.rich(text, { b: (chunks) => <b className="font-semibold">{chunks}</b> })}
    </NoteRow>
  )
  return (
    <Table label={words('label')} columns={columns}>
      <CredentialRow
        name={words('secret')}
        health={
          secretProvenAt ? (
            <Health refused={secretRefusedAt !== null} />
          ) : (
            <Badge tone="amber" icon="warning">
              {words('missing')}
            </Badge>
          )
        }
        provenAt={secretProvenAt}
        action={<ReplaceButton {...replace} word={secretProvenAt ? 'replace' : 'enter'} />}
      />
      {!secretProvenAt && note('secretMissing')}
      {secretRefusedAt && note('secretRefused')}
      {signingKeys.map(({ id, kid, state, provenAt, refusedAt }) => (
        <CredentialRow
          key={id}
          name={words(state === 'ready' ? 'keyReady' : 'key')}
          id={kid}
          health={<Health refused={refusedAt !== null} />}
          provenAt={provenAt}
          action={
            refusedAt && (
              <ButtonLink size="sm" href={`/channels/${channel.id}/keys`}>
                {words('toKeys')}
              </ButtonLink>
            )
          }
        />
      ))}
      {signingKeys.some(({ refusedAt }) => refusedAt) && note('keyRefused')}
    </Table>
  )
}

type RowProps = { name: string; id?: string | null; health: ReactNode; provenAt: Date | null; action: ReactNode }

function CredentialRow({ name, id, health, provenAt, action }: RowProps) {
  const words = useWords('credentials')
  return (
    <Row>
      <Cell card="title">
        <NameAndId name={name} id={id ? <span data-tip={id}>{id}</span> : undefined} />
      </Cell>
      <Cell card="status">{health}</Cell>
      <Cell card="detail" tone="quiet">
        {provenAt && (
          <>
            <span className="md:hidden">{words('lastProven')} </span>
            <Time at={provenAt} />
          </>
        )}
      </Cell>
      <Cell card="meta" align="end">
        {action}
      </Cell>
    </Row>
  )
}

function ReplaceButton({
  replaceHref,
  mayReplace,
  word,
}: Omit<Props, 'channel' | 'signingKeys'> & { word: 'replace' | 'enter' }) {
  const words = useWords('credentials')
  return mayReplace ? (
    <ButtonLink size="sm" href={replaceHref} scroll={false}>
      {words(word)}
    </ButtonLink>
  ) : (
    <Button size="sm" disabledReason={words('denied.replace')}>
      {words(word)}
    </Button>
  )
}
