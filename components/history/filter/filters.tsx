import type { ReactNode } from 'react'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SelectField } from '@/components/ui/controls/field'
import { PERMISSIONS } from '@/lib/access/permissions'
import { type ActorChoice, type FilterName, type HistoryFilter, OUTCOMES } from '@/lib/history/schema'
import { useActionWord } from '../action-name'
import { Misunderstood } from '../search/misunderstood'
import { Search } from '../search/search'
import { ActorOptions } from './actor-options'
import { historyHref } from './address'
import { Chips } from './chips'
import type { FilterNames } from './filter-words'
import { TimeFacet } from './time-facet'

/** What is recorded: reading is not, so only words of change are offered. */
const ACTIONS = PERMISSIONS.filter((permission) => !/\.read/.test(permission))

type Props = {
  base: string
  filter: HistoryFilter
  /** What the chips call a channel, an actor or a target. */
  names: FilterNames
  /** Channels to choose from; null where there are too many, or only one. */
  channels: readonly { id: string; name: string }[] | null
  /** People to choose from; null where there are too many. */
  actors: readonly ActorChoice[] | null
  timeZone: string
  /** Stands at the end of the row. */
  aside?: ReactNode
}

/** Which events are shown: a plain form whose answer is an address, and a chip for each part to take it away. */
export function Filters({ base, filter, names, channels, actors, timeZone, aside }: Props) {
  const words = useWords('history')
  const actionWord = useActionWord()
  const hidden = [...(channels || base !== '/history' ? [] : (['channel'] as const)), 'target' as const]
  return (
    <>
      {/* Made anew with each filter, so that the fields show the address after going back. */}
      <form
        key={historyHref(base, filter)}
        action={base}
        aria-label={words('filter.label')}
        className="flex flex-wrap items-end gap-2 max-md:grid max-md:grid-cols-2"
      >
        <Search base={base} filter={filter} />
        {channels && (
          <Select name="channel" label={words('channel')} value={filter.channel}>
            {channels.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        <Select name="actor" label={words('actor')} value={filter.actor}>
          <ActorOptions actors={actors} chosen={filter.actor} chosenName={names.actor} />
        </Select>
        <Select name="action" label={words('action')} value={filter.action}>
          {ACTIONS.map((action) => (
            <option key={action} value={action}>
              {actionWord(action)}
            </option>
          ))}
        </Select>
        <Select name="outcome" label={words('outcome')} value={filter.outcome}>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {words(`outcomes.${outcome}`)}
            </option>
          ))}
        </Select>
        <TimeFacet base={base} filter={filter} timeZone={timeZone} />
        {hidden.map((name) => filter[name] && <input key={name} type="hidden" name={name} value={filter[name]} />)}
        <Button type="submit" className="max-md:col-span-2 max-md:h-10">
          {words('filter.apply')}
        </Button>
        {aside}
      </form>
      <Misunderstood q={filter.q} />
      <Chips base={base} filter={filter} names={names} />
    </>
  )
}

type SelectProps = { name: FilterName; label: string; value: string | undefined; children: ReactNode }

function Select({ name, label, value, children }: SelectProps) {
  const words = useWords('history')
  return (
    <SelectField name={name} label={label} defaultValue={value ?? ''} className="md:max-w-48 md:min-w-28 md:flex-1">
      <option value="">{words('filter.any')}</option>
      {children}
    </SelectField>
  )
}
