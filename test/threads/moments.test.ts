import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/platform/problems.ts'
import { momentOn } from '../../src/threads/moments.ts'

const clip = { durationMs: 10_000, hasPicture: true }
const region = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 }

describe('a moment', () => {
  test.each([
    ['the whole clip', {}, { startMs: null, endMs: null, region: null }],
    ['an instant', { startMs: 42 }, { startMs: 42, endMs: null, region: null }],
    ['the very start', { startMs: 0 }, { startMs: 0, endMs: null, region: null }],
    ['the very end', { startMs: 10_000 }, { startMs: 10_000, endMs: null, region: null }],
    ['a range', { startMs: 1, endMs: 10_000 }, { startMs: 1, endMs: 10_000, region: null }],
    ['a region at an instant', { startMs: 42, region }, { startMs: 42, endMs: null, region }],
  ])('may be %s', (_name, said, moment) => {
    expect(momentOn(clip, said)).toEqual(moment)
  })

  test('may have a region that reaches the edge by a rounding error', () => {
    const { region: kept } = momentOn(clip, {
      startMs: 0,
      region: { x: 0.7, y: 0, width: 0.3 + 2e-8, height: 1 },
    })
    expect((kept?.x ?? 0) + (kept?.width ?? 0)).toBeLessThanOrEqual(1)
  })

  test.each([
    ['a range without a start', { endMs: 5 }, 'bad-moment'],
    ['a region without a time', { region }, 'bad-moment'],
    ['an empty range', { startMs: 5, endMs: 5 }, 'bad-moment'],
    ['a range that runs backwards', { startMs: 5, endMs: 4 }, 'bad-moment'],
    ['an instant after the end', { startMs: 10_001 }, 'beyond-the-clip'],
    ['a range that goes on after the end', { startMs: 5, endMs: 10_001 }, 'beyond-the-clip'],
    ['a region without width', { startMs: 0, region: { ...region, width: 0 } }, 'bad-region'],
    ['a region without height', { startMs: 0, region: { ...region, height: 0 } }, 'bad-region'],
    ['a region out of the picture', { startMs: 0, region: { ...region, x: 0.8 } }, 'bad-region'],
    [
      'a region on the far edge',
      { startMs: 0, region: { x: 1, y: 0, width: 1e-9, height: 1 } },
      'bad-region',
    ],
  ])('may not be %s', (_name, said, code) => {
    expect(() => momentOn(clip, said)).toThrow(expect.objectContaining({ status: 400, code }) as Problem)
  })

  test('has no region where there is no picture', () => {
    expect(() => momentOn({ ...clip, hasPicture: false }, { startMs: 0, region })).toThrow(
      expect.objectContaining({ code: 'no-picture' }) as Problem,
    )
  })
})
