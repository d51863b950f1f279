import Link from 'next/link'
import { useWords } from '#words'
import { Button } from '@/components/ui/controls/button'
import { SelectField } from '@/components/ui/controls/field'
import { Icon } from '@/components/ui/icon'
import { PERMISSIONS } from '@/lib/access/permissions'
import { type HistoryFilter, OUTCOMES } from '@/lib/history/schema'
import { useActionWord } from './action-name'
import { FILTERS, type FilterName, historyHref } from './address'

/** What is recorded: reading is not, so only words of change are offered. */
const ACTIONS = PERMISSIONS.filter((permission) => !/\.read/.test(permission))

type Props = {
  base: string
  filter: HistoryFilter
  /** What the chips call a channel or an actor. */
  names: { channel?: string | undefined; actor?: string | undefined }
  /** Channels to choose from; null where there are too many, or only one. */
  channels: readonly { id: string; name: string }[] | null
}

/** Which events are shown: a plain form whose answer is an address, and a chip for each part to take it away. */
export function Filters({ base, filter, names, channels }: Props) {
  const words = useWords('history')
  const actionWord = useActionWord()
  return (
    <>
      {/* Made anew with each filter, so that the selects show the address after going back. */}
      <form
        key={historyHref(base, filter)}
        action={base}
        aria-label={words('filter.label')}
        className="flex flex-wrap items-end gap-2 max-md:grid max-md:grid-cols-2"
      >
        {channels && (
          <Select name="channel" label={words('channel')} value={filter.channel}>
            {channels.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
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
        {!channels && filter.channel && base === '/history' && (
          <input type="hidden" name="channel" value={filter.channel} />
        )}
        {filter.actor && <input type="hidden" name="actor" value={filter.actor} />}
        <Button type="submit">{words('filter.apply')}</Button>
      </form>
      <Chips base={base} filter={filter} names={names} />
    </>
  )
}

type SelectProps = { name: FilterName; label: string; value: string | undefined; children: React.ReactNode }

function Select({ name, label, value, children }: SelectProps) {
  const words = useWords('history')
  return (
    <SelectField name={name} label={label} defaultValue={value ?? ''} className="md:w-48">
      <option value="">{words('filter.any')}</option>
      {children}
    </SelectField>
  )
}

function Chips({ base, filter, names }: Omit<Props, 'channels'>) {
  const words = useWords('history')
  const actionWord = useActionWord()
  const shown: Record<FilterName, string | undefined> = {
    channel: filter.channel && (names.channel ?? filter.channel),
    action: filter.action && actionWord(filter.action),
    outcome: filter.outcome && words(`outcomes.${filter.outcome}`),
    actor: filter.actor && (names.actor ?? filter.actor),
  }
  const chips = FILTERS.flatMap((name) => {
    const value = shown[name]
    return value && !(name === 'channel' && base !== '/history') ? [{ name, value }] : []
  })
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap items-center gap-2">
      {chips.map(({ name, value }) => (
        <li key={name}>
          <Link
            href={historyHref(base, filter, { [name]: null })}
            aria-label={words('filter.remove', { name: words(name), value })}
            className="relative inline-flex h-7 items-center gap-1.5 rounded-sm bg-press px-2 text-sm after:absolute after:inset-x-0 after:-inset-y-2 hover:bg-neutral-4"
          >
            <span className="text-ink-3">{words(name)}</span>
            <span className="max-w-60 truncate">{value}</span>
            <Icon name="close" className="size-3" />
          </Link>
        </li>
      ))}
      <li>
        <Link href={base} className="text-sm text-accent-ink underline underline-offset-3">
          {words('clear')}
        </Link>
      </li>
    </ul>
  )
}
