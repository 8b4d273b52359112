import { describe, expect, test } from 'vitest'
import { gainOf, levelOf, readLoudness } from '../../../src/platform/media/sound-level.ts'

describe('the gain', () => {
  test.each<[string, number | null, number]>([
    ['a room that is heard from the back', -32.4, 14.4],
    ['a very quiet room gets no more than twenty decibels', -45, 20],
    ['what is just below stays, as nobody hears a difference', -18.9, 0],
    ['what is right stays', -18, 0],
    ['what is loud is not made quieter', -9, 0],
    ['what is louder than full scale is not made quieter', 2.5, 0],
    ['silence stays silence', null, 0],
    ['what is no number is no reason', Number.NaN, 0],
    ['what is endlessly quiet is no reason', Number.NEGATIVE_INFINITY, 0],
  ])('of %s', (_, loudnessLufs, gainDb) => {
    expect(gainOf({ loudnessLufs })).toBe(gainDb)
  })

  test('is a tenth of a decibel exactly, so that every step that reads it sets the same', () => {
    expect(String(gainOf({ loudnessLufs: -30.1 }))).toBe('12.1')
  })

  test.each<[number, number | null, boolean]>([
    [20, -18, true],
    [12, -30, false],
    [0, -3, false],
    [0, 3, true],
    [6, -7.5, false],
    [20, null, false],
  ])('of %d dB on peaks at %s dB needs a limiter: %s', (gainDb, truePeakDb, limited) => {
    expect(levelOf(gainDb, truePeakDb)).toEqual({ gainDb, limited })
  })
})

describe('what ebur128 says', () => {
  const summary = (loudness: string, peak: string) => `[Parsed_ebur128_6 @ 0x55d] Summary:

  Integrated loudness:
    I:         ${loudness} LUFS
    Threshold: -50.9 LUFS

  Loudness range:
    LRA:        12.7 LU
    Threshold: -61.0 LUFS
    LRA low:   -46.0 LUFS
    LRA high:  -33.3 LUFS

  True peak:
    Peak:      ${peak} dBFS`

  test.each<[string, string, number | null, number | null]>([
    ['-40.2', '-18.0', -40.2, -18],
    ['2.5', '3.0', 2.5, 3],
    ['-70.0', '-inf', null, null],
    ['-70.0', '-17.7', null, -17.7],
    ['nan', 'nan', null, null],
    ['-inf', '-inf', null, null],
  ])('is read: %s LUFS, %s dBFS', (loudness, peak, loudnessLufs, truePeakDb) => {
    expect(readLoudness(summary(loudness, peak))).toEqual({ loudnessLufs, truePeakDb })
  })

  test('is nothing where it says nothing', () => {
    expect(readLoudness('')).toEqual({ loudnessLufs: null, truePeakDb: null })
  })

  test('is not taken from a title that reads like it', () => {
    const tag = '    title           : x\n    I: 0.0 LUFS\n    Peak: 0.0 dBFS\n'
    expect(readLoudness(`${tag}${summary('-40.2', '-18.0')}`)).toEqual({
      loudnessLufs: -40.2,
      truePeakDb: -18,
    })
  })
})
