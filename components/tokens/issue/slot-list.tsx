import { useFormat, useWords } from '#words'
import { SlotMark } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Icon } from '@/components/ui/icon'
import { Name } from '@/components/ui/name'
import { type KeyIdView, SLOTS, type TokenView } from '@/lib/tokens/schema'
import { latestEnd, slotOf } from '../status'

type Props = { live: readonly TokenView[]; keyIds: readonly KeyIdView[]; full: boolean }

/** What is in the v2.1 slots and when each frees itself, the soonest first; open when none is free. */
export function SlotList({ live, keyIds, full }: Props) {
  const words = useWords('tokens')
  const format = useFormat()
  const { now } = format
  const taken = [
    ...live.flatMap(({ id, purpose, keyId, expiresAt, ...token }) => {
      const slot = slotOf({ keyId, expiresAt, ...token }, now)
      return slot === 'slotless' || !expiresAt ? [] : [{ id, name: purpose, slot, at: expiresAt, latest: false }]
    }),
    ...keyIds.map(({ keyId, standing, ...seen }) => ({
      ...{ id: keyId, name: keyId, slot: standing, at: latestEnd(seen), latest: true },
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  if (taken.length === 0) return null
  return (
    <details open={full} className="group/slots text-sm">
      <summary className="relative inline-flex items-center gap-1 text-ink-2 after:absolute after:inset-x-0 after:-inset-y-3 hover:text-ink">
        <span className="group-open/slots:rotate-90">
          <Icon name="right" className="size-3" />
        </span>
        {words('issue.slots', { taken: taken.length, slots: SLOTS })}
      </summary>
      <ul className="mt-2 max-h-64 overflow-auto rounded-lg border border-line-strong">
        {taken.map(({ id, name, slot, at, latest }) => (
          <li key={id} className="flex items-baseline gap-2 border-line border-b px-3 py-1.5 last:border-b-0">
            <span className={`min-w-0 flex-1 truncate ${latest ? 'font-mono text-xs' : ''}`} data-tip={name}>
              <SlotMark kind={slot} />
              <Name>{name}</Name>
            </span>
            <span className="shrink-0 text-right text-xs text-ink-2">
              {latest && `${words('issue.atLatest')} `}
              <Time at={at} show="instant" />
              <span className="text-ink-3 before:content-['_·_']">
                <Time at={at} />
              </span>
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}
