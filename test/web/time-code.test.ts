import { describe, expect, test } from 'vitest'
import { frameBeside, readTimeCode, timeCode } from '../../web/src/player/time-code.ts'

describe('time codes', () => {
  test.each([
    [0, '0:00'],
    [999, '0:00'],
    [59_999, '0:59'],
    [83_000, '1:23'],
    [3_599_999, '59:59'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('%i ms is %s, never rounded up', (ms, code) => {
    expect(timeCode(ms)).toBe(code)
  })

  test('tenths are said where there are any', () => {
    expect(timeCode(83_450, { tenths: true })).toBe('1:23.4')
    expect(timeCode(83_049, { tenths: true })).toBe('1:23')
    expect(timeCode(59_999, { tenths: true })).toBe('0:59.9')
  })

  test.each([
    ['83', 83_000],
    ['1:23', 83_000],
    [' 1:23.4 ', 83_400],
    ['1:23,45', 83_450],
    ['0:05', 5_000],
    ['1:02:03.5', 3_723_500],
    ['90:00', 5_400_000],
  ])('“%s” is read as %i ms', (text, ms) => {
    expect(readTimeCode(text)).toBe(ms)
  })

  test.each(['', 'now', '1:60', '1:60:00', '-1', '1:2:3:4', '1.2345', '1:'])('“%s” is no time', (text) => {
    expect(readTimeCode(text)).toBeUndefined()
  })

  test('what is shown is read back as the same time', () => {
    for (const ms of [0, 100, 59_900, 60_000, 3_599_900, 3_600_000, 14_399_900]) {
      expect(readTimeCode(timeCode(ms, { tenths: true }))).toBe(ms)
    }
  })
})

describe('frame steps', () => {
  const frameOf = (seconds: number) => Math.floor(seconds * 30 + 1e-6)

  test('a thousand steps on and back show each frame once, in whole milliseconds, too', () => {
    let seconds = 0
    for (let frame = 1; frame <= 1000; frame += 1) {
      seconds = frameBeside(seconds, 1)
      expect(frameOf(seconds)).toBe(frame)
      expect(frameOf(Math.round(seconds * 1000) / 1000)).toBe(frame)
    }
    for (let frame = 999; frame >= 0; frame -= 1) {
      seconds = frameBeside(seconds, -1)
      expect(frameOf(seconds)).toBe(frame)
    }
    expect(frameOf(frameBeside(seconds, -1))).toBe(0)
  })
})
