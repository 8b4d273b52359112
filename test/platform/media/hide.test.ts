import { describe, expect, test } from 'vitest'
import type { Cut, Redaction } from '../../../src/platform/media/facts.ts'
import { filterGraph } from '../../../src/platform/media/filter-graph.ts'
import { hidePictures, hideWhenTaken, hideWhileShown, muteSounds } from '../../../src/platform/media/hide.ts'
import { planFirstRung, planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { someFacts } from '../../support/facts.ts'

const hd = { width: 1280, height: 720 }
const middle = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }
const whole = (...redactions: Redaction[]): Cut => ({ inMs: 0, outMs: 10_000, redactions })
const box = (startMs: number, endMs: number, region = middle): Redaction => ({
  ...{ kind: 'box', startMs, endMs, region },
})
const coarse = (startMs: number, endMs: number, region = middle): Redaction => ({
  ...{ kind: 'coarse', startMs, endMs, region },
})
const mute = (startMs: number, endMs: number): Redaction => ({ kind: 'mute', startMs, endMs })

describe('hiding a part of the picture', () => {
  test('paints it black for each frame of its time, and one more at each end', () => {
    expect(hidePictures(whole(box(1000, 2000)), hd)).toBe(
      ",drawbox=x=320:y=180:w=640:h=360:color=black:t=fill:enable='between(n,29,60)'",
    )
  })

  test.each([
    ['from between two frames', 1010, 1990, 0, 29, 60],
    ['from the start', 0, 100, 0, 0, 3],
    ['counted from where the cut begins', 3000, 4000, 2000, 29, 60],
    ['of a cut that begins between two frames', 3000, 4000, 2010, 29, 60],
    ['that began before the cut', 1000, 2500, 2000, 0, 15],
  ])('%s', (_, startMs, endMs, inMs, first, last) => {
    const cut = { inMs, outMs: 10_000, redactions: [box(startMs, endMs)] }
    expect(hidePictures(cut, hd)).toContain(`between(n,${first},${last})`)
  })

  test.each([
    ['before it', 0, 1900],
    ['after it', 5100, 6000],
  ])('the cut has nothing of, as it ends %s, takes no filter', (_, startMs, endMs) => {
    expect(hidePictures({ inMs: 2000, outMs: 5000, redactions: [box(startMs, endMs)] }, hd)).toBe('')
    expect(hidePictures({ inMs: 2000, outMs: 5000, redactions: [coarse(startMs, endMs)] }, hd)).toBe('')
  })

  test.each([
    ['within', { x: 0.1003, y: 0.1003, width: 0.0994, height: 0.0994 }, 'x=128:y=72:w=128:h=72'],
    ['to the edges', { x: 0.9, y: 0.9, width: 0.1, height: 0.1 }, 'x=1152:y=648:w=128:h=72'],
    ['of all of it', { x: 0, y: 0, width: 1, height: 1 }, 'x=0:y=0:w=1280:h=720'],
    ['on odd pixels', { x: 0.3005, y: 0.3, width: 0.02, height: 0.02 }, 'x=384:y=216:w=28:h=16'],
  ])('%s is rounded outward to even pixels', (_, region, place) => {
    expect(hidePictures(whole(box(0, 1000, region)), hd)).toContain(`drawbox=${place}:`)
  })

  test('never has no pixels, however small the picture', () => {
    for (const x of [0, 0.499, 0.98]) {
      const region = { x, y: x, width: 0.02, height: 0.02 }
      for (const side of [2, 4, 16]) {
        const [, w, h] =
          /w=(\d+):h=(\d+)/.exec(hidePictures(whole(box(0, 500, region)), { width: side, height: side })) ??
          []
        expect(Math.min(Number(w), Number(h))).toBeGreaterThanOrEqual(2)
      }
    }
  })

  test.each([
    ['the whole picture', { x: 0, y: 0, width: 1, height: 1 }, '4:4'],
    ['a face', { x: 0.5, y: 0.5, width: 0.05, height: 0.1 }, '4:4'],
    ['a name tag', { x: 0.5, y: 0.5, width: 0.03, height: 0.02 }, '4:2'],
    ['the least there is', { x: 0.5, y: 0.5, width: 0.02, height: 0.02 }, '3:2'],
  ])('leaves no more than four by four mean colours of %s', (_, region, cells) => {
    expect(hidePictures(whole(coarse(0, 1000, region)), hd)).toContain(`,scale=${cells}:flags=area,`)
  })

  test('paints boxes over squares, so that no square shows what a box hides', () => {
    const filters = hidePictures(whole(box(0, 1000), coarse(0, 1000), box(500, 2000)), hd)
    expect(filters.indexOf('overlay')).toBeGreaterThan(0)
    expect(filters.indexOf('overlay')).toBeLessThan(filters.indexOf('drawbox'))
  })

  test('does the same place at several times once', () => {
    const filters = hidePictures(whole(coarse(0, 1000), coarse(3000, 4000), coarse(5000, 6000)), hd)
    expect(filters.match(/overlay/g)).toHaveLength(1)
    expect(filters).toContain("enable='between(n,0,30)+between(n,89,120)+between(n,149,180)'")
  })

  test('stands before the first split, whatever is made, and each label is made and taken once', () => {
    const facts = someFacts()
    const cut = whole(box(0, 1000), coarse(0, 2000), coarse(0, 3000, { ...middle, x: 0.5 }), mute(0, 500))
    for (const plan of [planRenditions(facts), planFirstRung(facts)]) {
      const { text, rungs, soundAlone } = filterGraph(facts, plan, true, cut)
      const before = text.slice(0, text.indexOf('drawbox'))
      expect(before).not.toContain('[rest1]')
      expect(text.match(/drawbox/g)).toHaveLength(1)
      const labels = text.match(/\[(?!0:)[^\]]+\]/g) ?? []
      const mapped = [...rungs.flatMap(({ picture, sound }) => [picture, sound]), soundAlone]
      for (const label of new Set(labels)) {
        const times = [...labels, ...mapped].filter((other) => other === label).length
        expect(times, label).toBe(2)
      }
      expect(text).not.toMatch(/\s/)
    }
  })

  test('is nothing where nothing is hidden', () => {
    expect([
      hidePictures(null, hd),
      hidePictures(whole(), hd),
      hidePictures(whole(mute(0, 1000)), hd),
    ]).toEqual([...['', '', '']])
    expect([muteSounds(whole(), 48), muteSounds(whole(box(0, 1000)), 48)]).toEqual(['', ''])
  })
})

describe('hiding in pictures that stand for a while', () => {
  const cut = { inMs: 2000, outMs: 32_000, redactions: [box(7000, 12_000), coarse(1000, 2500)] }
  const stills = { seconds: 4, count: 8, times: 8 }

  test('takes away what is hidden at their own time, to half a frame beyond that of rungs', () => {
    const filters = hideWhenTaken(cut, hd)
    expect(filters).toContain(`between(t,${208.5 / 30},${360.5 / 30})`)
    expect(filters).toContain(`between(t,${59.5 / 30},${75.5 / 30})`)
  })

  test.each([
    ['at any time while they stand', 7000, 12_000, 8, 23],
    ['just before the next', 9990, 10_000, 8, 23],
    ['within one', 10_100, 10_200, 16, 23],
    ['to the end', 33_000 - 1100, 50_000, 56, 63],
  ])('takes away what is hidden %s', (_, startMs, endMs, first, last) => {
    const filters = hideWhileShown({ ...cut, redactions: [box(startMs, endMs)] }, hd, stills)
    expect(filters).toContain(`between(n,${first},${last})`)
  })

  test('never ends before the last of them, which stands for what is left', () => {
    const late = { ...cut, redactions: [box(31_900, 31_990)] }
    expect(hideWhileShown(late, hd, { ...stills, count: 7 })).toContain('between(n,48,55)')
  })

  test('has labels of its own for each way, as both stand in one graph', () => {
    const text = [hideWhenTaken(cut, hd), hideWhileShown(cut, hd, stills), hidePictures(cut, hd)].join(';')
    const labels = text.match(/\[[^\]]+\]/g) ?? []
    expect(labels).toHaveLength(18)
    for (const label of labels) expect(labels.filter((other) => other === label)).toHaveLength(2)
  })

  test('is nothing where nothing of the picture is hidden', () => {
    const silent = { ...cut, redactions: [mute(3000, 4000), box(0, 1000), box(33_000, 40_000)] }
    expect([hideWhenTaken(silent, hd), hideWhileShown(silent, hd, stills)]).toEqual(['', ''])
    expect([hideWhenTaken(null, hd), hideWhileShown(null, hd, stills)]).toEqual(['', ''])
  })
})

describe('muting', () => {
  test.each([
    ['whole blocks', 1000, 2000, 'between(n,99,200)'],
    ['what begins and ends within a block', 1005, 1995, 'between(n,99,200)'],
    ['from the start', 0, 100, 'between(n,0,10)'],
  ])('%s silences them, and one more at each end', (_, startMs, endMs, blocks) => {
    expect(muteSounds(whole(mute(startMs, endMs)), 48)).toBe(
      `asetnsamples=n=480:p=0,volume=volume=0:enable='${blocks}',`,
    )
  })

  test('several times is one filter, before anything is left out of the beginning', () => {
    const facts = someFacts()
    const cut = { ...whole(mute(0, 100), mute(50, 500), mute(9000, 9500)), inMs: 40 }
    const { text } = filterGraph(facts, planRenditions(facts), true, cut)
    expect(text.match(/volume=/g)).toHaveLength(2)
    expect(text).toMatch(
      /aformat=[^,]+,asetnsamples=n=480:p=0,volume=volume=0:enable='[^']+',apad=[^,]+,atrim/,
    )
  })
})
