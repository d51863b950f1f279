import Link from 'next/link'
import { useWords } from '#words'
import { Name } from '@/components/ui/name'
import { type IncidentChannelView, STEPS } from '@/lib/incidents/schema'
import { StepCell } from './step-cell'

type Props = {
  label: string
  channels: readonly IncidentChannelView[]
  /** Null once it is closed: then its cells lead nowhere. */
  incidentId: string | null
}

/**
 * One row a channel, one column a step. Below 760 px a row becomes a card with its six steps in two columns, each with its
 * name; the roles are spelt out because `display: grid` takes them away there.
 */
export function BoardTable({ label, channels, incidentId }: Props) {
  const words = useWords('incidents')
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    <table role="table" aria-label={label} className="w-full table-fixed border-separate border-spacing-0 max-md:block">
      <thead role="rowgroup" className="max-md:hidden">
        <tr role="row">
          {[words('channel'), ...STEPS.map((step) => words(`steps.${step}`))].map((head) => (
            <th
              key={head}
              role="columnheader"
              scope="col"
              className="sticky top-[var(--banner)] z-1 h-8.5 border-line-strong border-b bg-sunken px-2 text-left text-xs font-medium whitespace-nowrap text-ink-3 first:w-[24%] first:pl-4 last:pr-3"
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-md:block">
        {channels.map((channel) => (
          <tr
            key={channel.channelId}
            role="row"
            className="group/row hover:bg-hover max-md:grid max-md:grid-cols-2 max-md:gap-x-3 max-md:gap-y-2.5 max-md:border-line max-md:border-b max-md:px-4 max-md:py-3 max-md:last:border-b-0"
          >
            <th
              role="rowheader"
              scope="row"
              className="h-11 truncate border-line border-b pr-2 pl-4 text-left font-normal group-last/row:border-b-0 max-md:col-span-2 max-md:h-auto max-md:border-0 max-md:p-0"
            >
              <Link
                href={`/channels/${channel.channelId}/tokens`}
                className="block truncate text-base/[19px] font-medium text-ink hover:underline"
                data-tip={channel.name}
              >
                <Name>{channel.name}</Name>
              </Link>
              <span className="block truncate font-mono text-xs text-ink-3">{channel.lineChannelId}</span>
            </th>
            {channel.steps.map((each) => (
              <td
                key={each.step}
                role="cell"
                className="border-line border-b px-2 group-last/row:border-b-0 last:pr-3 max-md:border-0 max-md:p-0!"
              >
                <span className="mb-0.5 block text-xs text-ink-3 md:hidden">{words(`steps.${each.step}`)}</span>
                <StepCell channel={channel} step={each} incidentId={incidentId} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
  )
}
