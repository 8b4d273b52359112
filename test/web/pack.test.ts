import { describe, expect, test } from 'vitest'
import { partToPlay } from '../../web/src/packs/part-to-play.ts'
import { saidIn } from '../../web/src/packs/said-in.ts'

describe('the part of a clip that is played in a room', () => {
  test.each<[string, number | null, number | null, number, number]>([
    ['an instant: a little before it, and a while after it', 30_000, null, 26_000, 35_000],
    ['a range: a little before it, to its end', 30_000, 42_000, 26_000, 42_000],
    ['a short range is looked at as long as an instant', 30_000, 31_000, 26_000, 35_000],
    ['at the beginning there is nothing before', 1_000, null, 0, 6_000],
    ['never beyond the last frame', 58_000, 60_000, 54_000, 59_750],
    ['at the very end', 60_000, null, 56_000, 59_750],
    ['the clip as a whole', null, null, 0, 59_750],
  ])('%s', (_what, startMs, endMs, fromMs, toMs) => {
    expect(partToPlay({ startMs, endMs }, 60_000)).toEqual({ fromMs, toMs })
  })

  test('of a clip whose length is not known is none', () => {
    expect(partToPlay({ startMs: 5_000, endMs: null }, 0)).toEqual({ fromMs: 0, toMs: 0 })
  })
})

describe('words on a wall', () => {
  const mentions = [
    { id: '1', name: 'Ana' },
    { id: '2', name: 'Ana Ortiz' },
  ] as never
  test.each([
    ['Ask @Ana Ortiz, @Ana and Ana.', 'Ask @…, @… and Ana.'],
    ['Ask @Anabel, who knows', 'Ask @Anabel, who knows'],
    ['and then it was @Ana Or…', 'and then it was @…'],
    ['and then it was @ 5 percent…', 'and then it was @ 5 percent…'],
    ['nobody', 'nobody'],
  ])('“%s” hide whom they mention', (excerpt, said) => {
    expect(saidIn({ excerpt, mentions }, false)).toBe(said)
    expect(saidIn({ excerpt, mentions }, true)).toBe(excerpt)
  })

  test('are as they are where they mention nobody', () => {
    expect(saidIn({ excerpt: 'at @Ana…', mentions: [] }, false)).toBe('at @Ana…')
  })
})
