import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SelectField, TextField } from '@/components/ui/controls/field'
import { FilterSelect } from '@/components/ui/filters/filter-select'
import { SearchField } from '@/components/ui/filters/search-field'
import { CHANNEL_TYPES, type ChannelFilter, ENVIRONMENTS, SORTS, STATE_FILTERS } from '@/lib/channels/schema'
import { channelsHref } from './address'
import { FilterBar } from './filter-bar'

/** Owners and tags to choose from; null where they are too many for that. */
export type FilterChoices = { owners: readonly string[] | null; tags: readonly string[] | null }

/** Which channels are shown: a plain form whose answer is an address, and a chip for each part to take it away. */
export function ChannelFilters({ filter, choices }: { filter: ChannelFilter; choices: FilterChoices }) {
  const words = useWords('channels')
  const common = useWords('common')
  const width = 'md:w-36'
  return (
    <>
      {/* Made anew with each filter, so that the fields show the address after going back. */}
      <form
        key={channelsHref(filter)}
        action="/channels"
        aria-label={common('filter.label')}
        className="flex flex-wrap items-end gap-2 max-md:grid max-md:grid-cols-2"
      >
        <SearchField
          name="q"
          label={words('search')}
          placeholder={words('searchHint')}
          value={filter.q}
          className="max-md:col-span-2 md:w-72"
        />
        <FilterSelect name="state" label={words('list.status')} value={filter.state} className="md:w-44">
          {STATE_FILTERS.map((state) => (
            <option key={state} value={state}>
              {words(`states.${state}`)}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect name="type" label={words('list.type')} value={filter.type} className={width}>
          {CHANNEL_TYPES.map((type) => (
            <option key={type} value={type}>
              {words(`types.${type}`)}
            </option>
          ))}
        </FilterSelect>
        <FilterSelect name="environment" label={words('new.environment')} value={filter.environment} className={width}>
          {ENVIRONMENTS.map((environment) => (
            <option key={environment} value={environment}>
              {words(`environments.${environment}`)}
            </option>
          ))}
        </FilterSelect>
        <Word name="tag" label={words('tag')} value={filter.tag} known={choices.tags} className={width} />
        <Word name="owner" label={words('list.owner')} value={filter.owner} known={choices.owners} className={width} />
        {/* The heads of the columns say it where there are any; either way the form keeps it. */}
        <SelectField
          name="sort"
          label={words('list.sort')}
          defaultValue={filter.sort === 'name' ? '' : (filter.sort ?? '')}
          className="md:hidden"
        >
          {SORTS.map((sort) => (
            <option key={sort} value={sort === 'name' ? '' : sort}>
              {words(`list.sorts.${sort}`)}
            </option>
          ))}
        </SelectField>
        <Button type="submit" className="max-md:col-span-2">
          {common('filter.apply')}
        </Button>
      </form>
      <FilterBar filter={filter} />
    </>
  )
}

type WordProps = {
  name: string
  label: string
  value: string | undefined
  known: readonly string[] | null
  className: string
}

/** A word to choose where they are few, else to type; what the address asks for is offered even if nothing has it now. */
function Word({ name, label, value, known, className }: WordProps) {
  if (!known)
    return <TextField name={name} label={label} defaultValue={value} autoComplete="off" className={className} />
  const all = value && !known.includes(value) ? [...known, value] : known
  return (
    <FilterSelect name={name} label={label} value={value} className={className}>
      {all.map((word) => (
        <option key={word} value={word}>
          {word}
        </option>
      ))}
    </FilterSelect>
  )
}
