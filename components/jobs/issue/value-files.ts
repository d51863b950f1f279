/** A value as it is taken away. */
export interface Taken {
  channelName: string
  lineChannelId: string
  value: string
}

/** One line each, named after the channel ID, for a .env file. */
export function asEnv(values: readonly Taken[]): string {
  return values.map(({ lineChannelId, value }) => `LINE_CHANNEL_ACCESS_TOKEN_${lineChannelId}=${value}\n`).join('')
}

const HEAD = ['channel_name', 'channel_id', 'channel_access_token']
/** What makes a spreadsheet take a cell for a formula, or lets one slip behind it. */
const DANGEROUS = /^[=+\-@\t\r\0＝＋－＠]/

/** RFC 4180, each cell quoted. A name that a spreadsheet would run gets an apostrophe; a value with one would be another. */
export function asCsv(values: readonly Taken[]): string {
  const rows = values.map(({ channelName, lineChannelId, value }) => [
    DANGEROUS.test(channelName) ? `'${channelName}` : channelName,
    lineChannelId,
    value,
  ])
  return [HEAD, ...rows].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('')
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`

/** Hands a text to the person as a file, made here: it never leaves this browser. For the browser only. */
export function download(fileName: string, text: string): void {
  // Excel takes a file for UTF-8 only with the mark.
  const url = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: fileName })
  link.click()
  // Not at once: a browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(url), 1000)
}
