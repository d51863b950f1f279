import Link from 'next/link'
import { useWords } from '#words'
import { SLOTS } from '@/components/ui/figures/slot-level'
import { SlotBoard, type SlotKind } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Id } from '@/components/ui/id'
import { Facts, Panel, PanelPart } from '@/components/ui/panel'
import { type ChannelView, takesV21 } from '@/lib/channels/schema'
import type { SigningKeyView } from '@/lib/keys/schema'
import type { SlotsView } from '@/lib/tokens/slots/schema'
import type { WatchView } from '@/lib/tokens/watch/schema'
import { KeyState } from './key-state'
import { SlotsKnown } from './slots-known'
import { Watched } from './watched'

type Props = {
  channel: ChannelView
  slots: readonly SlotKind[]
  known: { v21: SlotsView; shortLived: SlotsView }
  watch: WatchView
  activeKey: SigningKeyView | undefined
}

/** What is to know of a channel on each of its pages: slots, signing key, and the rest in short. */
export function ChannelSummary({ channel, slots, known, watch, activeKey }: Props) {
  const words = useWords('channels')
  const hasSlots = takesV21(channel.type)
  return (
    // Where there is no room beside the page, the slots stand above it and the rest below.
    <aside aria-label={words('summary.label')} className="max-lg:contents">
      {hasSlots && (
        <Panel className="max-lg:order-first lg:rounded-b-none lg:border-b-line">
          <PanelPart
            title={words('summary.slots')}
            aside={words('summary.taken', { taken: slots.length, capacity: SLOTS })}
          >
            <SlotBoard slots={slots} />
            <SlotsKnown channelId={channel.id} {...known} />
            <Watched syncedAt={channel.syncedAt} watch={watch} />
          </PanelPart>
        </Panel>
      )}
      <Panel className={hasSlots ? 'lg:rounded-t-none lg:border-t-0' : ''}>
        <PanelPart
          title={words('summary.signingKey')}
          aside={<KeyState state={channel.signingKey} refused={activeKey?.refusedAt != null} />}
        >
          {activeKey?.kid && activeKey.activatedAt ? (
            <Facts
              facts={[
                { label: words('summary.kid'), value: <Id value={activeKey.kid} thing={words('summary.kid')} /> },
                { label: words('summary.inUseSince'), value: <Time at={activeKey.activatedAt} show="day" /> },
              ]}
            />
          ) : !hasSlots ? (
            <p className="text-sm text-ink-2">{words('noV21')}</p>
          ) : (
            <p className="text-sm text-ink-2">
              {words('summary.noKey')}{' '}
              <Link href={`/channels/${channel.id}/keys`} className="text-accent-ink underline underline-offset-3">
                {words('summary.setUpKey')}
              </Link>
            </p>
          )}
        </PanelPart>
        <PanelPart title={words('summary.about')}>
          <Facts facts={about(channel, words)} />
        </PanelPart>
      </Panel>
    </aside>
  )
}

function about(channel: ChannelView, words: ReturnType<typeof useWords<'channels'>>) {
  const { type, environment, owner } = channel
  return [
    { label: words('summary.type'), value: words(`types.${type}`) },
    { label: words('summary.environment'), value: words(`environments.${environment}`) },
    { label: words('summary.owner'), value: owner },
    secretFact(channel, words),
  ]
}

function secretFact(
  { id, secretProvenAt, secretRefusedAt }: ChannelView,
  words: ReturnType<typeof useWords<'channels'>>,
) {
  const label = words(secretRefusedAt ? 'summary.secretRefused' : 'summary.secretProven')
  if (!secretRefusedAt && secretProvenAt) return { label, value: <Time at={secretProvenAt} /> }
  return {
    label,
    value: (
      <>
        <span className="text-red-ink">
          {secretRefusedAt ? <Time at={secretRefusedAt} /> : words('summary.secretMissing')}
        </span>{' '}
        <Link href={`/channels/${id}/settings?secret`} className="text-accent-ink underline underline-offset-3">
          {words('summary.replaceSecret')}
        </Link>
      </>
    ),
  }
}
