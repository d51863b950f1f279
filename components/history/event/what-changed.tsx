import { useWords } from '#words'
import type { Difference, DetailValue as Value } from '@/lib/history/schema'
import { DetailValue } from './detail-value'
import { useDetailWords } from './detail-words'

/** The field of an event that tells only one value before and after. */
const SINGLE: Record<string, string> = { 'key.activate': 'kid', 'secret.replace': 'secretFingerprint' }

/** What was and what became of it, field by field. */
export function WhatChanged({ event, differences }: { event: string; differences: readonly Difference[] }) {
  const words = useWords('history')
  const detail = useDetailWords()
  return (
    <table aria-label={words('event.changed')} className="w-full table-fixed text-left text-sm">
      <thead>
        <tr className="text-xs text-ink-3 *:pb-1.5 *:font-medium">
          <th scope="col" className="w-1/5">
            {words('event.field')}
          </th>
          <th scope="col">{words('event.before')}</th>
          <th scope="col">{words('event.after')}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ field, before, after }) => {
          const name = field === 'value' ? (SINGLE[event] ?? field) : field
          const label = detail.label(name, after ?? before) ?? name
          const cell = (value: Value | null) =>
            value === null ? words('none') : <DetailValue name={name} value={value} label={label} />
          return (
            <tr key={field} className="align-top *:border-line *:border-t *:py-1.75 *:pr-3 *:wrap-anywhere last:*:pb-0">
              <th scope="row" className="font-normal text-ink-3" data-tip={field === 'value' ? undefined : field}>
                {label}
              </th>
              <td className="text-ink-2">{cell(before)}</td>
              <td>{cell(after)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
