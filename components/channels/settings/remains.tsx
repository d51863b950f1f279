import { useWords } from '#words'
import { Time } from '@/components/ui/figures/time'
import { Facts } from '@/components/ui/panel'
import type { RemainsView } from '@/lib/channels/schema'

/** What still lives at LINE, or is under way, in a channel; what there is none of is left out. */
export function Remains({ remains, syncedAt }: { remains: RemainsView; syncedAt: Date | null }) {
  const facts = useFacts(remains)
  const words = useWords('channels')
  return (
    <>
      {facts.length > 0 ? (
        <Facts facts={facts} />
      ) : (
        <p className="text-sm text-ink-2">{words('settings.nothingThere')}</p>
      )}
      <p className="text-xs text-ink-3">
        {syncedAt
          ? words.rich('settings.remains.asOfSync', { time: () => <Time at={syncedAt} /> })
          : words('settings.remains.neverSynced')}
      </p>
    </>
  )
}

function useFacts({ tokens, stateless, keyIds, signingKeys, operations }: RemainsView) {
  const words = useWords('channels')
  const kind = useWords('tokens')
  const counted = (parts: (string | false)[]) => parts.filter(Boolean).join(', ')
  const live = counted([
    tokens['v2.1'] > 0 && `${tokens['v2.1']} ${kind('kinds.v2_1')}`,
    tokens['short-lived'] > 0 && `${tokens['short-lived']} ${kind('kinds.short-lived')}`,
    tokens['long-lived'] > 0 && `${tokens['long-lived']} ${kind('kinds.long-lived')}`,
  ])
  const unheld = counted([
    keyIds.foreign > 0 && words('settings.remains.foreign', { count: keyIds.foreign }),
    keyIds.lost > 0 && words('settings.remains.lost', { count: keyIds.lost }),
  ])
  const { until } = stateless
  return [
    ...(live ? [{ label: words('settings.remains.tokens'), value: live }] : []),
    ...(unheld ? [{ label: words('settings.remains.keyIds'), value: unheld }] : []),
    ...(until
      ? [
          {
            label: words('settings.remains.stateless'),
            value: words.rich('settings.remains.statelessUntil', {
              count: stateless.count,
              time: () => <Time at={until} />,
            }),
          },
        ]
      : []),
    ...(signingKeys > 0 ? [{ label: words('settings.remains.signingKeys'), value: String(signingKeys) }] : []),
    ...(operations > 0
      ? [
          {
            label: words('settings.remains.operations'),
            value: (
              <span className="text-amber-ink">{words('settings.remains.operationsText', { count: operations })}</span>
            ),
          },
        ]
      : []),
  ]
}
