import { describe, expect, test } from 'vitest'
import { type ChunkRule, framesOfCut, planChunks, usualRule } from '../../../src/platform/media/chunk-plan.ts'
import type { Container, Cut } from '../../../src/platform/media/facts.ts'

const minute = 60_000
const plan = (
  durationMs: number,
  workers: number,
  { cut = null, container = 'mov', rule }: { cut?: Cut | null; container?: Container; rule?: ChunkRule } = {},
) => planChunks({ container, durationMs, video: { endMs: durationMs } }, cut, workers, rule)

describe('the chunks of a cut', () => {
  test.each<[string, number, number, number | null]>([
    ['ten minutes, two workers', 10 * minute, 2, 4],
    ['ten minutes, ten workers: none below two minutes', 10 * minute, 10, 5],
    ['an hour, two workers', 60 * minute, 2, 4],
    ['an hour, five workers', 60 * minute, 5, 10],
    ['four hours, a hundred workers', 240 * minute, 100, 120],
    ['less than ten minutes', 10 * minute - 1, 2, null],
    ['one worker', 60 * minute, 1, null],
    ['no worker', 60 * minute, 0, null],
  ])('%s', (_, durationMs, workers, count) => {
    expect(plan(durationMs, workers)?.length ?? null).toBe(count)
  })

  test.each<[string, number, Cut | null]>([
    ['the whole', 47 * minute + 13_331, null],
    ['a cut from between two frames', 60 * minute, { inMs: 1017, outMs: 31 * minute + 5 }],
    ['exactly ten minutes', 10 * minute, null],
    ['frames of a second more', 10 * minute + 33, null],
  ])(
    'of %s: every frame is in one, each begins with a keyframe, and they are about equal',
    (_, durationMs, cut) => {
      for (const workers of [2, 3, 7]) {
        const chunks = plan(durationMs, workers, { cut }) ?? []
        const { first, end } = framesOfCut(cut ?? { inMs: 0, outMs: durationMs })
        expect(chunks[0]?.first).toBe(0)
        expect(chunks.at(-1)?.end).toBe(end - first)
        chunks.forEach((chunk, at) => {
          if (at > 0) expect(chunk.first).toBe(chunks[at - 1]?.end)
          expect(chunk.first % 60).toBe(0)
          expect(Math.abs(chunk.end - chunk.first - (end - first) / chunks.length)).toBeLessThanOrEqual(60)
        })
      }
    },
  )

  test.each<[Container, boolean]>([
    ['mov', true],
    ['matroska', true],
    ['mpegts', false],
    ['avi', false],
    ['ogg', false],
  ])('of %s: %s', (container, has) => {
    expect(plan(20 * minute, 2, { container }) !== null).toBe(has)
  })

  test('there are none of sound alone, nor of a short cut of a long recording', () => {
    expect(planChunks({ container: 'mov', durationMs: 20 * minute, video: null }, null, 2)).toBeNull()
    expect(plan(20 * minute, 2, { cut: { inMs: 5 * minute, outMs: 14 * minute } })).toBeNull()
  })

  test('there are none where two would be shorter than is worth it', () => {
    expect(plan(10_000, 4, { rule: { ...usualRule, longMs: 0, leastMs: 6000 } })).toBeNull()
  })
})
