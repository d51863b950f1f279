import { describe, expect, it } from 'vitest'
import { percentile, summaryOf } from './statistics'

const hundred = Array.from({ length: 100 }, (_, index) => index + 1)

describe('percentile', () => {
  it('is the nearest rank, whatever the order', () => {
    expect(percentile([...hundred].reverse(), 0.5)).toBe(50)
    expect(percentile(hundred, 0.99)).toBe(99)
    expect(percentile([10, 9, 100], 0.5)).toBe(10)
    expect(percentile([7], 0.99)).toBe(7)
    expect(percentile(hundred, 0)).toBe(1)
    expect(percentile(hundred, 1)).toBe(100)
  })

  it('leaves its input as it was, and refuses none', () => {
    const values = [3, 1, 2]
    percentile(values, 0.5)
    expect(values).toEqual([3, 1, 2])
    expect(() => percentile([], 0.5)).toThrow('nothing')
  })
})

it('sums up with both and the count', () => {
  expect(summaryOf([1.234, 5.678])).toEqual({ rounds: 2, p50: 1.23, p99: 5.68 })
})
