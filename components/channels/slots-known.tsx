import Link from 'next/link'
import { useFormat, useWords } from '#words'
import { SlotMark } from '@/components/ui/figures/slots'
import { Time } from '@/components/ui/figures/time'
import { Icon } from '@/components/ui/icon'
import { Id } from '@/components/ui/id'
import { Name } from '@/components/ui/name'
import { AHEAD_DAYS, type Forecast, type Place, type SlotsView } from '@/lib/tokens/slots/schema'

type Props = { channelId: string; v21: SlotsView; shortLived: SlotsView }

/** When the places run out at the present rate, who holds each, and when each is free. */
export function SlotsKnown({ channelId, v21, shortLived }: Props) {
  const words = useWords('channels')
  return (
    <div className="mt-3 grid gap-1.5 text-xs/[18px] text-ink-2">
      <ForecastLine forecast={v21.forecast} kind="v21" />
      <Holders channelId={channelId} places={v21.places} title={words('slots.holders')} />
      {shortLived.places.length > 0 && (
        <div className="mt-1.5 grid gap-1.5 border-line border-t pt-2.5">
          <p>{words('slots.shortLived', { count: shortLived.places.length })}</p>
          {shortLived.forecast && <ForecastLine forecast={shortLived.forecast} kind="shortLived" />}
          <Holders channelId={channelId} places={shortLived.places} title={words('slots.shortLivedHolders')} />
        </div>
      )}
    </div>
  )
}

function ForecastLine({ forecast, kind }: { forecast: Forecast | null; kind: 'v21' | 'shortLived' }) {
  const words = useWords('channels')
  const format = useFormat()
  if (!forecast) return <p className="text-ink-3">{words('slots.tooLittle')}</p>
  const { runsOutAt, perWeek, basis } = forecast
  const rate = format.number(perWeek < 10 ? Math.round(perWeek * 10) / 10 : Math.round(perWeek))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what it is told from must be reachable without a mouse
    <p data-tip={words('slots.basis', basis)} tabIndex={0} className={runsOutAt ? 'text-amber-ink' : ''}>
      {runsOutAt
        ? words(`slots.runsOut.${kind}`, { rate, day: format.weekday(runsOutAt) })
        : words('slots.enough', { rate, days: AHEAD_DAYS })}
      <span className="sr-only select-none"> {words('slots.basis', basis)}</span>
    </p>
  )
}

function Holders({ channelId, places, title }: { channelId: string; places: readonly Place[]; title: string }) {
  if (places.length === 0) return null
  return (
    <details className="group/holders">
      <summary className="relative inline-flex items-center gap-1 after:absolute after:inset-x-0 after:-inset-y-3 hover:text-ink">
        <span className="group-open/holders:rotate-90">
          <Icon name="right" className="size-3" />
        </span>
        {title}
      </summary>
      <ul className="mt-1.5">
        {places.map((place) => (
          <Holder key={place.tokenId ?? place.keyId} channelId={channelId} place={place} />
        ))}
      </ul>
    </details>
  )
}

function Holder({ channelId, place }: { channelId: string; place: Place }) {
  const words = useWords('channels')
  const common = useWords('common')
  const { holder, purpose, owner, keyId, tokenId, freeAt } = place
  return (
    <li className="flex items-baseline justify-between gap-2 border-line border-b py-1.5 last:border-b-0">
      <span className="min-w-0">
        {tokenId && purpose ? (
          <Link
            href={`/channels/${channelId}/tokens?token=${tokenId}`}
            scroll={false}
            className="block truncate text-ink underline-offset-3 hover:underline"
          >
            <SlotMark kind="ours" />
            <Name>{purpose}</Name>
          </Link>
        ) : (
          <span className="flex items-center">
            <SlotMark kind={holder} />
            <span className="mr-1.5">{common(`slots.${holder}`)}</span>
            {keyId && <Id value={keyId} thing={words('slots.keyId')} />}
          </span>
        )}
        {owner && <span className="block truncate pl-5.5 text-ink-3">{owner}</span>}
      </span>
      <span className="shrink-0 text-right">
        {holder !== 'ours' && `${words('slots.atLatest')} `}
        <Time at={freeAt} show="short" />
      </span>
    </li>
  )
}
