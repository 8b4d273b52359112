export interface Range {
  readonly id: string
  readonly startMs: number
  readonly endMs: number
}

/**
 * Gives overlapping ranges rows of their own, at most `rows`; what finds no free row shares the last one.
 * Answers a row, from 0, for each range.
 */
export function layRanges<R extends Range>(ranges: readonly R[], rows = 3): { range: R; row: number }[] {
  const freeFrom: number[] = []
  return ranges
    .toSorted((a, b) => a.startMs - b.startMs || b.endMs - a.endMs)
    .map((range) => {
      const free = freeFrom.findIndex((endMs) => endMs <= range.startMs)
      const row = free >= 0 ? free : Math.min(freeFrom.length, rows - 1)
      freeFrom[row] = Math.max(freeFrom[row] ?? 0, range.endMs)
      return { range, row }
    })
}
