import { Field } from '../controls/field'
import { Icon } from '../icon'
import { SlashKey } from './slash-key'

type Props = {
  name: string
  label: string
  placeholder: string
  value: string | undefined
  className?: string
  /** In characters; 100 unless told otherwise. */
  longest?: number
}

/** What a list is searched for; `/` focuses it where there is script. */
export function SearchField({ name, label, placeholder, value, className, longest = 100 }: Props) {
  return (
    <Field label={label} name={name} className={className ?? ''}>
      {(ids) => (
        <span className="relative block">
          <Icon name="search" className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
          <input
            {...ids}
            type="search"
            name={name}
            defaultValue={value}
            placeholder={placeholder}
            maxLength={longest}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            enterKeyHint="search"
            className="block h-8 w-full rounded-md border border-control bg-surface pr-9 pl-8 text-base text-ellipsis text-ink [&::-webkit-search-cancel-button]:hidden"
          />
          <SlashKey target={ids.id} />
        </span>
      )}
    </Field>
  )
}
