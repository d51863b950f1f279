/** The value that `share` (0 to 1) of the values do not exceed, by the nearest rank. Throws without values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const found = sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1]
  if (found === undefined) throw new Error('there is nothing to measure')
  return found
}

/** What many rounds of one thing came to, in ms. */
export interface Summary {
  rounds: number
  p50: number
  p99: number
}

/** Median and 99th percentile, rounded to 0.01 ms; the rest is noise. */
export function summaryOf(values: readonly number[]): Summary {
  return { rounds: values.length, p50: rounded(percentile(values, 0.5)), p99: rounded(percentile(values, 0.99)) }
}

/** Rounded to two places. */
export const rounded = (value: number) => Math.round(value * 100) / 100
