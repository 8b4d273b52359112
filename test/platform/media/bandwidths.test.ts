import { describe, expect, test } from 'vitest'
import { bandwidths, type Segment } from '../../../src/platform/media/playlist.ts'

/** A playlist of segments of so many bytes and seconds each, one after the other. */
function playlistOf(targetSeconds: number, ...parts: [bytes: number, seconds: number][]) {
  let offset = 1000
  const segments = parts.map(([length, seconds]): Segment => {
    offset += length
    return { seconds, offset: offset - length, length }
  })
  return { targetSeconds, init: { offset: 0, length: 1000 }, segments }
}

describe('the bandwidths of a rendition', () => {
  test('are the same when it is even', () => {
    expect(bandwidths(playlistOf(4, [500_000, 4], [500_000, 4]))).toEqual({
      peak: 1_000_000,
      average: 1_000_000,
    })
  })

  test('have the heaviest segment as their peak', () => {
    expect(bandwidths(playlistOf(4, [500_000, 4], [1_000_000, 4], [300_000, 4]))).toEqual({
      peak: 2_000_000,
      average: 1_200_000,
    })
  })

  test('do not count a short last segment alone: less than half of the target says nothing', () => {
    expect(bandwidths(playlistOf(4, [500_000, 4], [250_000, 1]))).toEqual({
      // Together they last 5 s, which is between half and one and a half times the target.
      peak: 1_200_000,
      average: 1_200_000,
    })
  })

  test('do not join segments for longer than one and a half times the target', () => {
    const parts: [number, number][] = [
      [300_000, 1.5],
      [0, 4],
      [300_000, 1.5],
      [0, 4],
      [0, 4],
    ]
    // A heavy one and the light one beside it, 5.5 s; both heavy ones would be 7 s.
    expect(bandwidths(playlistOf(4, ...parts)).peak).toBe(Math.ceil((300_000 * 8) / 5.5))
  })

  test('count runs of short segments as one', () => {
    expect(bandwidths(playlistOf(4, [100_000, 1], [400_000, 1], [300_000, 1], [0, 3])).peak).toBe(2_800_000)
  })

  test('of a clip shorter than any run are its average', () => {
    expect(bandwidths(playlistOf(4, [25_000, 0.2]))).toEqual({ peak: 1_000_000, average: 1_000_000 })
  })

  test('are whole bits, never too few', () => {
    expect(bandwidths(playlistOf(3, [1000, 3]))).toEqual({ peak: 2667, average: 2667 })
  })
})
