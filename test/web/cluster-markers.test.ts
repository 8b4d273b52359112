import { describe, expect, test } from 'vitest'
import { clusterMarkers } from '../../web/src/threads/cluster-markers.ts'
import { layRanges } from '../../web/src/threads/lay-ranges.ts'

const marker = (id: string, ms: number) => ({ id, ms })

describe('markers on the timeline', () => {
  test('those that would lie on one another are one target, at the first of them', () => {
    const clusters = clusterMarkers([marker('c', 90_000), marker('b', 1_000), marker('a', 0)], {
      durationMs: 100_000,
      widthPx: 390,
    })
    expect(clusters.map(({ at, markers }) => [at, markers.map(({ id }) => id)])).toEqual([
      [0, ['a', 'b']],
      [0.9, ['c']],
    ])
  })

  test('any two targets are at least 26 pixels apart, and no marker is lost', () => {
    for (const widthPx of [0, 280, 366, 800, 2000]) {
      for (const count of [1, 2, 10, 150, 2000]) {
        const markers = Array.from({ length: count }, (_, n) => marker(String(n), (n * 7919) % 600_000))
        const clusters = clusterMarkers(markers, { durationMs: 600_000, widthPx })
        for (const [index, { at }] of clusters.entries()) {
          const before = clusters[index - 1]
          if (before) expect((at - before.at) * widthPx).toBeGreaterThanOrEqual(26)
        }
        expect(clusters.flatMap((cluster) => cluster.markers)).toHaveLength(count)
      }
    }
  })

  test('a moment past the end, or a clip without a length, does not leave the lane', () => {
    expect(clusterMarkers([marker('a', 12_000)], { durationMs: 10_000, widthPx: 300 })[0]?.at).toBe(1)
    expect(clusterMarkers([marker('a', 12_000)], { durationMs: 0, widthPx: 300 })[0]?.at).toBe(0)
    expect(clusterMarkers([], { durationMs: 10_000, widthPx: 300 })).toEqual([])
  })
})

describe('ranges on the timeline', () => {
  const range = (id: string, startMs: number, endMs: number) => ({ id, startMs, endMs })
  const rowsOf = (...ranges: ReturnType<typeof range>[]) =>
    Object.fromEntries(layRanges(ranges).map(({ range: { id }, row }) => [id, row]))

  test('what overlaps has rows of its own, and a row is free again at the very end of a range', () => {
    expect(rowsOf(range('a', 0, 10), range('b', 5, 15), range('c', 10, 20), range('d', 15, 20))).toEqual({
      a: 0,
      b: 1,
      c: 0,
      d: 1,
    })
  })

  test('a fourth that overlaps shares the last row', () => {
    expect(rowsOf(range('a', 0, 9), range('b', 1, 9), range('c', 2, 9), range('d', 3, 9))).toEqual({
      a: 0,
      b: 1,
      c: 2,
      d: 2,
    })
  })
})
