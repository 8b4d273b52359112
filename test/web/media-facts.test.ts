import { describe, expect, test } from 'vitest'
import { failureCodes, failures } from '../../src/clips/failures.ts'
import { wayOnAfter, wayOnFrom } from '../../web/src/upload/failure-ways.ts'
import { bytesRemade, isSoundRemake, offersSmaller, wishAtFirst } from '../../web/src/upload/media-facts.ts'

const facts = { durationMs: 120_000, hasSound: true, canRemake: true }

describe('making a recording smaller on the device', () => {
  test('is told by what comes out: two minutes of 212 MB become about 24', () => {
    expect(bytesRemade(facts, { smaller: true }, 212e6)).toBe(24_420_000)
    const part = { inMs: 30_000, outMs: 60_000 }
    expect(bytesRemade(facts, { smaller: true, part }, 212e6)).toBe(6_105_000)
    expect(bytesRemade({ canRemake: true }, { smaller: true }, 212e6)).toBeUndefined()
  })

  test.each([
    ['a large one', facts, 212e6, true],
    ['one that is small already', facts, 30e6, false],
    ['one that is hardly worth the while', { ...facts, durationMs: 8000 }, 10e6, false],
    ['one of which the length is not known', { ...facts, durationMs: undefined }, 212e6, false],
    ['one that this device cannot work on', { ...facts, canRemake: false }, 212e6, false],
  ])('is offered for %s', (_, given, bytes, expected) => {
    expect(offersSmaller(given, bytes)).toBe(expected)
  })

  test.each([
    ['', 212e6, false, false],
    ['with the data saver on', 212e6, true, true],
    ['for what is very large', 700e6, false, true],
    ['where it saves nothing', 25e6, true, false],
  ])('is on from the start only where it matters %s', (_, bytes, savesData, smaller) => {
    expect(wishAtFirst(facts, bytes, savesData)).toEqual({ smaller })
  })

  test('is right only if it is as long as it should be, and can be heard if it could be', () => {
    const whole = { smaller: true }
    const part = { smaller: false, part: { inMs: 10_000, outMs: 40_000 } }
    expect(isSoundRemake(facts, { ...facts, durationMs: 120_499 }, whole)).toBe(true)
    expect(isSoundRemake(facts, { ...facts, durationMs: 119_400 }, whole)).toBe(false)
    expect(isSoundRemake(facts, { ...facts, durationMs: 30_200 }, part)).toBe(true)
    expect(isSoundRemake(facts, { ...facts, durationMs: 120_000 }, part)).toBe(false)
    expect(isSoundRemake(facts, { ...facts, hasSound: false }, whole)).toBe(false)
    expect(isSoundRemake(facts, { ...facts, durationMs: undefined }, whole)).toBe(false)
  })
})

describe('the way on', () => {
  test('from a failure is to try again exactly where that can help', () => {
    for (const code of failureCodes) expect(wayOnFrom(code) === 'again', code).toBe(failures[code].retryable)
    expect(wayOnFrom('too-long')).toBe('shorter')
    expect(wayOnFrom('arrived-damaged')).toBe('same')
  })

  test('from a refusal names another file where this one will never do', () => {
    expect(wayOnAfter('unsupported-type')).toBe('another')
    expect(wayOnAfter('too-large')).toBe('shorter')
    expect(wayOnAfter('over-quota')).toBe('again')
    expect(wayOnAfter('whatever comes')).toBe('again')
  })
})
