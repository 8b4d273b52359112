import { expect, test } from 'vitest'
import { cutOf } from '../../src/clips/cut-times.ts'
import { spanOf } from '../../src/platform/media/span.ts'

test.each([
  [
    { inMs: 0, outMs: 60_000 },
    { inMs: 0, outMs: 60_000 },
  ],
  [
    { inMs: 10_000, outMs: 20_000 },
    { inMs: 10_000, outMs: 20_000 },
  ],
  // Never wider than asked for: the first whole frame inside, the last whole frame inside.
  [
    { inMs: 10_001, outMs: 20_001 },
    { inMs: 10_033, outMs: 20_000 },
  ],
  [
    { inMs: 9_999, outMs: 19_999 },
    { inMs: 10_000, outMs: 19_967 },
  ],
  [
    { inMs: 33, outMs: 1_067 },
    { inMs: 33, outMs: 1_067 },
  ],
])('%j is cut at %j', (asked, cut) => {
  expect(cutOf(60_000, asked)).toEqual(cut)
  expect(cutOf(60_000, cut)).toEqual(cut)
})

test('an end that is the recording’s own stays, though it is no whole frame', () => {
  expect(cutOf(60_017, { inMs: 0, outMs: 60_017 })).toEqual({ inMs: 0, outMs: 60_017 })
})

test('every cut gives the frames that lie inside it, and the same ones again', () => {
  for (let inMs = 0; inMs < 1_000; inMs += 1) {
    const cut = cutOf(60_000, { inMs, outMs: inMs + 2_000 })
    const { startFrame, endFrame } = spanOf(cut)
    expect((startFrame * 1000) / 30).toBeGreaterThan(inMs - 0.7)
    expect((endFrame * 1000) / 30).toBeLessThan(inMs + 2_000.7)
    expect(spanOf(cutOf(60_000, cut))).toEqual({ startFrame, endFrame })
  }
})

test.each([
  [{ inMs: 0, outMs: 60_001 }, 'The recording ends before that.'],
  [{ inMs: 10_000, outMs: 10_990 }, 'Please leave at least a second.'],
  [{ inMs: 20_000, outMs: 10_000 }, 'Please leave at least a second.'],
])('%j is refused', (asked, sentence) => {
  expect(() => cutOf(60_000, asked)).toThrow(sentence)
})
