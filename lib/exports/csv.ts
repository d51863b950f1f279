import 'server-only'

/** What makes a spreadsheet take a cell for a formula, or lets one slip behind it; full-width forms are typed in Japanese. */
const DANGEROUS = /^[=+\-@\t\r\0＝＋－＠]/

/** Excel takes a file for UTF-8 only with it. */
export const BOM = '\ufeff'

/** One line of RFC 4180, each cell quoted; one that a spreadsheet would run gets an apostrophe before it. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = DANGEROUS.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}
