import type { ReactNode } from 'react'

export type ReportColumn = {
  head: string
  /** In hundredths of the table, for paper is narrower than a screen. */
  width: number
}
type Props = {
  label: string
  columns: readonly ReportColumn[]
  rows: readonly { key: string; cells: readonly ReactNode[] }[]
}

/**
 * A table of which nothing is clipped, for the screen and for paper; on a narrow screen each row becomes a list of its
 * cells, each under its head. The roles are spelt out because that takes them away.
 */
export function ReportTable({ label, columns, rows }: Props) {
  return (
    // biome-ignore-start lint/a11y/noRedundantRoles: see above
    // biome-ignore-start lint/suspicious/noArrayIndexKey: columns never change their order
    <table
      role="table"
      aria-label={label}
      className="w-full table-fixed border-separate border-spacing-0 text-left text-sm not-print:max-md:block print:text-xs"
    >
      <colgroup className="not-print:max-md:hidden">
        {columns.map(({ width }, index) => (
          <col key={index} width={`${width}%`} />
        ))}
      </colgroup>
      <thead role="rowgroup" className="not-print:max-md:hidden">
        <tr role="row">
          {columns.map(({ head }, index) => (
            <th
              key={index}
              role="columnheader"
              scope="col"
              className="h-8.5 border-line-strong border-b bg-sunken px-2 text-xs font-medium text-ink-3 first:pl-4 last:pr-4 print:h-auto print:bg-transparent print:py-1 print:align-bottom print:first:pl-0 print:last:pr-0"
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="not-print:max-md:block">
        {rows.map(({ key, cells }) => (
          <tr
            key={key}
            role="row"
            className="group/row break-inside-avoid border-line not-print:max-md:grid not-print:max-md:gap-1 not-print:max-md:border-b not-print:max-md:px-4 not-print:max-md:py-2.75 not-print:max-md:last:border-b-0"
          >
            {cells.map((cell, index) => (
              <td
                key={index}
                role="cell"
                className="border-line border-b px-2 py-2 align-top wrap-anywhere first:pl-4 last:pr-4 group-last/row:border-b-0 not-print:max-md:grid not-print:max-md:grid-cols-[96px_minmax(0,1fr)] not-print:max-md:gap-2 not-print:max-md:border-0 not-print:max-md:p-0! print:py-1 print:first:pl-0 print:last:pr-0"
              >
                <span aria-hidden="true" className="hidden text-ink-3 not-print:max-md:block">
                  {columns[index]?.head}
                </span>
                <span className="block min-w-0">{cell}</span>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
    // biome-ignore-end lint/a11y/noRedundantRoles: see above
    // biome-ignore-end lint/suspicious/noArrayIndexKey: columns never change their order
  )
}
