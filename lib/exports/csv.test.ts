import { expect, it } from 'vitest'
import { csvLine } from './csv'

/** RFC 4180 read back by the letter; throws on anything it does not allow. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let at = 0
  while (at < text.length) {
    const row: string[] = []
    for (;;) {
      const end = /^"(?:[^"]|"")*"/.exec(text.slice(at))?.[0].length
      if (end === undefined) throw new Error(`no quoted cell at ${at}`)
      row.push(text.slice(at + 1, at + end - 1).replaceAll('""', '"'))
      at += end
      if (text[at] !== ',') break
      at += 1
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no end of line at ${at}`)
    at += 2
    rows.push(row)
  }
  return rows
}

/** The same numbers on every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const DANGER = [...'=+-@\t\r\0＝＋－＠']
const PIECES = [
  ...DANGER,
  ...'"\',;\n 0aZ',
  '\r\n',
  '""',
  '渋谷',
  'ก',
  '😀',
  '\ufeff',
  '=HYPERLINK("https://evil.example")',
  "cmd|' /C calc'!A0",
]

it('reads back what was written, and no cell begins as a formula does', () => {
  const next = numbers(20261124)
  let dangerous = 0
  for (let line = 0; line < 1_000; line++) {
    const cells = Array.from({ length: 1 + next(8) }, () =>
      Array.from({ length: next(6) }, () => PIECES[next(PIECES.length)]).join(''),
    )
    const [read, ...more] = readCsv(csvLine(cells))
    expect(more).toEqual([])
    expect(read).toHaveLength(cells.length)
    for (const [index, cell] of cells.entries()) {
      const begins = DANGER.includes([...cell][0] ?? '')
      dangerous += begins ? 1 : 0
      expect(read?.[index]).toBe(begins ? `'${cell}` : cell)
    }
  }
  expect(dangerous).toBeGreaterThan(500)
})

it('ends each line as RFC 4180 has it, an empty cell quoted too', () => {
  expect(csvLine(['a"b', '', '1,5'])).toBe('"a""b","","1,5"\r\n')
})
