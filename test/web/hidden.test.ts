import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Cut, Redaction } from '../../src/clips/cut-schemas.ts'
import { coarseCells } from '../../web/src/cut/coarse-cells.ts'
import { draftOf, isAsItIs } from '../../web/src/cut/cut-draft.ts'
import {
  cutRequest,
  endingAt,
  type Hidden,
  hidesAt,
  hidesNoLess,
  hidesTheSame,
  isBeside,
  newHidden,
  redactionOf,
  startingAt,
  withHidden,
  withKeys,
  withoutHidden,
} from '../../web/src/cut/hidden.ts'
import { offeredRegion, withCorner } from '../../web/src/player/region.ts'

const length = 60_000
const region = { x: 0.1, y: 0.2, width: 0.3, height: 0.4 }
const box = (startMs: number, endMs: number): Redaction => ({ kind: 'box', startMs, endMs, region })
const mute = (startMs: number, endMs: number): Redaction => ({ kind: 'mute', startMs, endMs })
const named = (key: string, redaction: Redaction): Hidden => ({ ...redaction, key })

describe('something new that is hidden', () => {
  test.each([
    [20_000.4, 20_000, 25_000],
    [0, 0, 5000],
    [57_000, 57_000, length],
    [length, 59_900, length],
    [70_000, 59_900, length],
    [-5, 0, 5000],
  ])('at %d goes from %d to %d: five seconds, or as long as there is recording', (atMs, startMs, endMs) => {
    expect(newHidden('mute', 'k', atMs, length)).toEqual({ kind: 'mute', key: 'k', startMs, endMs })
    expect(newHidden('box', 'k', atMs, length)).toMatchObject({ region: offeredRegion, startMs, endMs })
  })
})

describe('when it is hidden', () => {
  const ten = mute(10_000, 20_000)

  test.each([
    ['earlier', 5000, 5000, 20_000],
    ['later', 15_000.6, 15_001, 20_000],
    ['a tenth of a second before its end', 19_900, 19_900, 20_000],
    ['closer to its end than that', 19_901, 19_901, 24_901],
    ['behind its end', 30_000, 30_000, 35_000],
    ['before the recording', -1, 0, 20_000],
    ['beyond the recording', 99_000, 59_900, length],
  ])('its start is put %s', (_, ms, startMs, endMs) =>
    expect(startingAt(ten, ms, length)).toEqual(mute(startMs, endMs)),
  )

  test.each([
    ['later', 30_000, 10_000, 30_000],
    ['earlier', 12_000.4, 10_000, 12_000],
    ['a tenth of a second after its start', 10_100, 10_000, 10_100],
    ['closer to its start than that', 10_099, 5099, 10_099],
    ['before its start', 3000, 0, 3000],
    ['before the recording', -1, 0, 100],
    ['beyond the recording', 99_000, 10_000, length],
  ])('its end is put %s', (_, ms, startMs, endMs) =>
    expect(endingAt(ten, ms, length)).toEqual(mute(startMs, endMs)),
  )

  test('is half-open', () => {
    expect([9999, 10_000, 19_999, 20_000].map((ms) => hidesAt(ten, ms))).toEqual([false, true, true, false])
    const part = { inMs: 20_000, outMs: 40_000 }
    expect([ten, mute(19_000, 20_001), mute(40_000, 41_000)].map((one) => isBeside(one, part))).toEqual([
      true,
      false,
      true,
    ])
  })
})

describe('the list of what is hidden', () => {
  const [late, early] = [named('late', box(9000, 9500)), named('early', mute(1000, 2000))]

  test('is in the order of the recording, and each is in it once', () => {
    const both = withHidden(withHidden([], late), early)
    expect(both.map(({ key }) => key)).toEqual(['early', 'late'])
    const moved = withHidden(both, { ...early, startMs: 20_000, endMs: 21_000 })
    expect(moved.map(({ key, startMs }) => [key, startMs])).toEqual([
      ['late', 9000],
      ['early', 20_000],
    ])
    expect(withoutHidden(moved, 'late').map(({ key }) => key)).toEqual(['early'])
    // Undo puts it where it was.
    expect(withHidden(withoutHidden(both, 'early'), early)).toEqual(both)
  })

  test('gives each of a cut a key of its own', () => {
    const all = withKeys([box(5000, 6000), box(5000, 6000), mute(0, 1000)])
    expect(new Set(all.map(({ key }) => key)).size).toBe(3)
    expect(all[0]).toMatchObject(mute(0, 1000))
  })

  test('is the same in another order, and another where anything of it differs', () => {
    const all = [box(1000, 2000), mute(1000, 2000)]
    expect(hidesTheSame(all, all.toReversed())).toBe(true)
    expect(hidesTheSame(withKeys(all), all)).toBe(true)
    expect(hidesTheSame([], [])).toBe(true)
    for (const other of [
      [box(1000, 2000)],
      [...all, mute(1000, 2000)],
      [box(1000, 2001), mute(1000, 2000)],
      [{ ...box(1000, 2000), kind: 'coarse' } as Redaction, mute(1000, 2000)],
      [{ ...box(1000, 2000), region: { ...region, x: 0.11 } } as Redaction, mute(1000, 2000)],
    ]) {
      expect(hidesTheSame(all, other)).toBe(false)
    }
  })

  test('hides no less than another only where all of that one is in it', () => {
    const all = [box(1000, 2000), mute(1000, 2000)]
    expect(hidesNoLess(all, [])).toBe(true)
    expect(hidesNoLess(all, [mute(1000, 2000)])).toBe(true)
    expect(hidesNoLess([], all)).toBe(false)
    expect(hidesNoLess([box(1000, 2000)], all)).toBe(false)
    expect(hidesNoLess([box(1000, 1999), mute(1000, 2000)], all)).toBe(false)
  })
})

describe('what is sent', () => {
  const part = { inMs: 2000, outMs: 50_000 }

  test('says nothing of the recording where nothing is hidden', () => {
    expect(cutRequest(part, [], 'destroy', length)).toEqual(part)
  })

  test('has what is hidden without anything of the page, and what becomes of the recording', () => {
    const hidden = [named('a', box(1000, 2000)), named('b', mute(3000, 4000))]
    expect(cutRequest(part, hidden, 'destroy', length)).toEqual({
      ...part,
      redactions: [box(1000, 2000), mute(3000, 4000)],
      original: 'destroy',
    })
    // Only what a cut shows is taken of it.
    const cut = { ...part, cutNo: 3, isCurrent: false }
    expect(Object.keys(cutRequest(cut, [], 'seal', length))).toEqual(['inMs', 'outMs'])
  })

  test('has whole times within the recording, at least a tenth of a second of them', () => {
    expect(redactionOf(mute(1000.4, 2000.6), length)).toEqual(mute(1000, 2001))
    expect(redactionOf(mute(59_000, 61_000), length)).toEqual(mute(59_000, length))
    expect(redactionOf(mute(60_000, 61_000), length)).toEqual(mute(59_900, length))
    expect(redactionOf(mute(-20, 40), length)).toEqual(mute(0, 100))
  })

  test('has regions that never reach out of the picture, however they were drawn', () => {
    let seed = 11
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647
      return seed / 2_147_483_647
    }
    for (let n = 0; n < 5000; n += 1) {
      const corner = (['nw', 'ne', 'sw', 'se'] as const)[n % 4] ?? 'se'
      const drawn = withCorner(offeredRegion, corner, { x: random() * 1.4 - 0.2, y: random() * 1.4 - 0.2 })
      // As the database looks at it: sums of doubles.
      const sent = redactionOf({ ...box(0, 1000), region: drawn } as Redaction, length)
      if (sent.kind === 'mute') throw new Error('a box became silence')
      const { x, y, width, height } = sent.region
      expect(x >= 0 && y >= 0 && x + width <= 1 && y + height <= 1).toBe(true)
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(0.02)
    }
    const wide = { ...box(0, 1000), region: { x: 0.1, y: 0.7, width: 0.95, height: 0.4 } } as Redaction
    expect(redactionOf(wide, length)).toMatchObject({ region: { x: 0.1, y: 0.7, width: 0.9 } })
  })
})

describe('what somebody wants of a clip', () => {
  const standing: Cut = {
    ...{ cutNo: 2, inMs: 1000, outMs: 50_000, madeAt: '2026-11-29T06:00:00.000Z', isCurrent: true },
    redactions: [box(5000, 6000)],
  }

  test('is at first what the clip is, with the recording as it was said', () => {
    const draft = draftOf(standing, 'sealed')
    expect(draft).toMatchObject({ part: { inMs: 1000, outMs: 50_000 }, original: 'seal' })
    expect(isAsItIs(draft, standing, 'sealed')).toBe(true)
    const doomed = draftOf(standing, 'to-be-destroyed')
    expect(doomed.original).toBe('destroy')
    expect(isAsItIs(doomed, standing, 'to-be-destroyed')).toBe(true)
    expect(isAsItIs({ ...doomed, original: 'seal' }, standing, 'to-be-destroyed')).toBe(false)
    expect(draftOf(standing, 'kept').original).toBe('seal')
  })

  test.each([
    ['another part', { part: { inMs: 1001, outMs: 50_000 } }, false],
    ['nothing hidden', { hidden: [] }, false],
    ['one more hidden', { hidden: withKeys([box(5000, 6000), mute(1, 2)]) }, false],
    ['the same, hidden anew', { hidden: [named('again', box(5000, 6000))] }, true],
    ['the recording destroyed', { original: 'destroy' as const }, false],
  ])('is something to make with %s', (_, change, isUnchanged) =>
    expect(isAsItIs({ ...draftOf(standing, 'sealed'), ...change }, standing, 'sealed')).toBe(isUnchanged),
  )

  test('has no recording to destroy where nothing is hidden', () => {
    const plain = { ...standing, redactions: [] }
    expect(isAsItIs({ ...draftOf(plain, 'kept'), original: 'destroy' }, plain, 'kept')).toBe(true)
  })
})

test.each([
  'beyond-the-recording',
  'cut-anew',
  'no-picture',
  'no-sound',
  'not-watchable',
  'nothing-redacted',
  'original-gone',
  'original-needed',
  'redaction-too-short',
  'region-too-small',
])('what is refused as “%s” is said in words', (code) => {
  for (const language of ['en', 'es']) {
    const said = Object.assign({}, ...['core', 'cut'].map((area) => messages(language, area)))
    expect(said).toHaveProperty([`problem.${code}`])
  }
})

const messages = (language: string, area: string): object =>
  JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, `../../web/messages/${language}/${area}.json`), 'utf8'),
  )

describe('squares in place of a part of the picture', () => {
  test('are four by four, or fewer where it is small, and at least one', () => {
    const part = (width: number, height: number) => ({ x: 0, y: 0, width, height })
    expect(coarseCells(part(1, 1), 1280, 720)).toEqual({ across: 4, down: 4 })
    expect(coarseCells(part(0.25, 0.04), 640, 360)).toEqual({ across: 4, down: 1 })
    expect(coarseCells(part(0.02, 0.1), 1280, 240)).toEqual({ across: 3, down: 3 })
    expect(coarseCells(part(0.001, 0.001), 640, 360)).toEqual({ across: 1, down: 1 })
  })
})
