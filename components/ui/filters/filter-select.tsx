import type { ReactNode } from 'react'
import { useWords } from '#words'
import { SelectField } from '../controls/field'

type Props = { name: string; label: string; value: string | undefined; className?: string; children: ReactNode }

/** One part of a filter to choose, or any; `children` are `<option>`s. */
export function FilterSelect({ name, label, value, className, children }: Props) {
  const words = useWords('common')
  return (
    <SelectField name={name} label={label} defaultValue={value ?? ''} className={className ?? ''}>
      <option value="">{words('filter.any')}</option>
      {children}
    </SelectField>
  )
}
