import type { ReactNode } from 'react'
import { Icon } from './icon'

/** Hidden while the table is narrower than 1,000 px, or than 860 px when it is `tight`. */
export type Low = boolean | 'tight'

const lowClass = (low: Low | undefined) => (low === 'tight' ? '@max-[860px]:hidden' : low ? '@max-[1000px]:hidden' : '')

export type Column = {
  head: ReactNode
  /** In px; a column without one takes what is left. */
  width?: number
  align?: 'end'
  /** For what is least needed; give its cells `low` too. */
  low?: Low
  sort?: 'ascending' | 'descending'
}

const padding = 'px-2 first:pl-4 last:pr-3'

/**
 * A table with a sticky head and 44 px rows (`dense`: 32 px). Below 760 px each row becomes a card of two lines. The
 * roles are spelt out because `display: grid` takes them away there. `label` names it for screen readers.
 */
export function Table({
  label,
  columns,
  dense,
  children,
}: {
  label: string
  columns: readonly Column[]
  dense?: boolean
  children: ReactNode
}) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    // biome-ignore-start lint/suspicious/noArrayIndexKey: columns never change their order
    <div className="@container">
      <table
        role="table"
        aria-label={label}
        className={`group/table w-full table-fixed border-separate border-spacing-0 max-md:block ${dense ? 'dense' : ''}`}
      >
        <colgroup className="max-md:hidden">
          {columns.map(({ width, low }, index) => (
            <col key={index} width={width} className={lowClass(low)} />
          ))}
        </colgroup>
        <thead role="rowgroup" className="max-md:hidden">
          <tr role="row">
            {columns.map(({ head, align, low, sort }, index) => (
              <th
                key={index}
                role="columnheader"
                scope="col"
                aria-sort={sort}
                className={`sticky top-[var(--banner)] z-1 h-8.5 border-line-strong border-b bg-sunken text-xs font-medium whitespace-nowrap text-ink-3 aria-[sort]:text-ink ${padding} ${align ? 'text-right' : 'text-left'} ${lowClass(low)}`}
              >
                {head}
                {sort && (
                  <Icon name={sort === 'ascending' ? 'up' : 'down'} className="ml-1 inline size-3 align-[-2px]" />
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="max-md:block">
          {children}
        </tbody>
      </table>
    </div>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
    // biome-ignore-end lint/suspicious/noArrayIndexKey: columns never change their order
  )
}

/** One row. `selected`, or a ticked box in it, tints it; `ended` greys what is over. */
export function Row({ selected, ended, children }: { selected?: boolean; ended?: boolean; children: ReactNode }) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: as in Table
      role="row"
      data-selected={selected || undefined}
      className={`group/row border-line transition-colors hover:bg-hover has-checked:bg-selected data-selected:bg-selected max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:border-b max-md:px-4 max-md:py-2.75 max-md:last:border-b-0 max-md:data-selected:inset-shadow-[2px_0_var(--color-accent-ink)] ${ended ? 'text-ink-3' : ''}`}
    >
      {children}
    </tr>
  )
}

/** Where a cell stands when its row is a card: first or second line, left or right; the default is not at all. */
const CARD = {
  title: 'max-md:col-start-1 max-md:row-start-1',
  status: 'max-md:col-start-2 max-md:row-start-1 max-md:text-right',
  detail: 'max-md:col-start-1 max-md:row-start-2',
  meta: 'max-md:col-start-2 max-md:row-start-2 max-md:text-right',
  wide: 'max-md:col-span-2 max-md:row-start-2',
  none: 'max-md:hidden',
} as const

type CellProps = {
  card?: keyof typeof CARD
  tone?: 'plain' | 'quiet' | 'amber' | 'red'
  align?: 'end'
  low?: Low
  children: ReactNode
}
const TONES = { plain: '', quiet: 'text-ink-2', amber: 'text-amber-ink', red: 'text-red-ink' } as const

/** One cell. Only a value that is itself wrong takes a tone of colour. */
export function Cell({ card = 'none', tone = 'plain', align, low, children }: CellProps) {
  return (
    <td
      // biome-ignore lint/a11y/noRedundantRoles: as in Table
      role="cell"
      className={`h-11 truncate border-line border-b text-sm group-[.dense]/table:h-8 max-md:group-[.dense]/table:h-auto group-last/row:border-b-0 md:group-has-checked/row:first:inset-shadow-[2px_0_var(--color-accent-ink)] md:group-data-selected/row:first:inset-shadow-[2px_0_var(--color-accent-ink)] max-md:h-auto max-md:border-0 max-md:p-0! ${padding} ${CARD[card]} ${TONES[tone]} ${align ? 'text-right' : ''} ${lowClass(low)}`}
    >
      {children}
    </td>
  )
}

/** The first cell's two lines: the name at 14 px, below it the ID. Put a link into `name`. */
export function NameAndId({ name, id }: { name: ReactNode; id?: ReactNode }) {
  return (
    <>
      <span className="block truncate text-base/[19px] font-medium text-ink">{name}</span>
      {id !== undefined && <span className="block truncate font-mono text-xs text-ink-3">{id}</span>}
    </>
  )
}

type Hiding = { span: number; when: Low }

/** How many columns a cell across the whole table spans, and how many of them are hidden when it is narrow. */
export type Across = { span: number; low: readonly Hiding[] }

/** The columns of a table for what stands across all of them. */
export function acrossOf(columns: readonly Column[]): Across {
  const low = (['tight', true] as const).map((when) => ({
    when,
    span: columns.filter((column) => column.low === when).length,
  }))
  return { span: columns.length, low: low.filter(({ span }) => span > 0) }
}

/**
 * A row across the whole table. It never spans more columns than are shown, because those that are not would come back
 * as empty ones.
 */
function AcrossRow({
  span,
  low,
  look,
  head,
  children,
}: Across & { look: string; head?: boolean; children: ReactNode }) {
  const shown = low.reduce((left, hiding) => left - hiding.span, span)
  return (
    // biome-ignore lint/a11y/noRedundantRoles: as in Table
    <tr role="row" className="max-md:block">
      {head ? (
        <th scope="rowgroup" colSpan={shown} className={look}>
          {children}
        </th>
      ) : (
        // biome-ignore lint/a11y/noRedundantRoles: as in Table
        <td role="cell" colSpan={shown} className={look}>
          {children}
        </td>
      )}
      {low.map(({ span: hidden, when }) => (
        <td
          key={String(when)}
          aria-hidden="true"
          colSpan={hidden}
          className={`${look} max-md:hidden ${lowClass(when)}`}
        />
      ))}
    </tr>
  )
}

/** A row that opens a group of rows; `apart` sets it off from the group before. */
export function GroupRow({
  title,
  note,
  apart,
  ...across
}: Across & { title: ReactNode; note?: ReactNode; apart?: boolean }) {
  return (
    <AcrossRow
      {...across}
      head
      look={`border-line border-b bg-surface px-4 text-left text-sm font-semibold group-[.dense]/table:h-7 group-[.dense]/table:text-xs group-[.dense]/table:font-medium group-[.dense]/table:text-ink-3 max-md:flex max-md:items-center ${apart ? 'h-11 border-t-8 border-t-sunken' : 'h-9'}`}
    >
      {title}
      {note !== undefined && <span className="ml-2 font-normal text-ink-3">{note}</span>}
    </AcrossRow>
  )
}

/** A sentence about the rows above it that needs someone. */
export function NoteRow({ children, ...across }: Across & { children: ReactNode }) {
  return (
    <AcrossRow
      {...across}
      look="border-line border-b bg-amber-tint px-4 py-2 text-xs/[18px] text-amber-ink max-md:block"
    >
      {children}
    </AcrossRow>
  )
}
