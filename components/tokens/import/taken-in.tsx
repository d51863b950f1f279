import { useWords } from '#words'
import { ButtonLink } from '@/components/ui/controls/button'
import { Id } from '@/components/ui/id'
import { Notice } from '@/components/ui/notice'
import { Facts } from '@/components/ui/panel'
import type { ImportedView } from '@/lib/tokens/schema'
import { PASTED_KIND_WORDS } from '../paste/kind'

/** What was taken in, and which key ID it has as far as LINE tells. */
export function TakenIn({ taken }: { taken: ImportedView }) {
  const words = useWords('actions')
  const { kind, keyId, channelId, tokenId } = taken
  const facts = [
    { label: words('paste.kind'), value: words(PASTED_KIND_WORDS[kind]) },
    ...(kind === 'v2.1'
      ? [
          {
            label: words('paste.keyId'),
            value: keyId ? (
              <>
                <Id value={keyId} thing={words('paste.keyId')} full />
                <p className="text-xs text-ink-3">{words('paste.keyIdOnly')}</p>
              </>
            ) : (
              words('paste.keyIdOneOf')
            ),
          },
        ]
      : []),
  ]
  return (
    <>
      <Notice tone="plain" icon="done" live="status" title={words('paste.taken')}>
        {words('paste.takenText')}
      </Notice>
      <Facts facts={facts} />
      <div>
        <ButtonLink variant="primary" href={`/channels/${channelId}/tokens?token=${tokenId}`} scroll={false}>
          {words('paste.open')}
        </ButtonLink>
      </div>
    </>
  )
}
