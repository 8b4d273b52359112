import { describe, expect, test } from 'vitest'
import {
  isEmptyPlan,
  planFirstRung,
  planRenditions,
  withoutRenditions,
} from '../../../src/platform/media/rendition-plan.ts'
import { someAudio, someFacts, someVideo } from '../../support/facts.ts'

const sized = (width: number, height: number) => someFacts({ video: someVideo({ width, height }) })
const shown = (plan: ReturnType<typeof planRenditions>) =>
  plan.video.map(({ name, width, height }) => `${name}: ${width}x${height}`)

describe('the ladder of a recording', () => {
  test.each<[string, number, number, string[]]>([
    ['full HD', 1920, 1080, ['720: 1280x720', '480: 854x480', '240: 426x240']],
    ['a phone held upright', 1080, 1920, ['720: 720x1280', '480: 480x854', '240: 240x426']],
    ['4K', 3840, 2160, ['720: 1280x720', '480: 854x480', '240: 426x240']],
    ['old television', 768, 576, ['480: 640x480', '240: 320x240']],
    ['a square', 1080, 1080, ['720: 720x720', '480: 480x480', '240: 240x240']],
    // 648 is nine tenths of 720: near enough to be called so, at its own size.
    ['a little less than 720', 1152, 648, ['720: 1152x648', '480: 854x480', '240: 426x240']],
    ['too little for 720', 1148, 646, ['480: 854x480', '240: 426x240']],
    // Between 240 and 480 the source's own size is worth a rung: 240 alone would throw away what is there.
    ['between the steps', 640, 360, ['small: 640x360', '240: 426x240']],
    ['hardly more than 240', 462, 260, ['240: 426x240']],
    ['hardly less than 240', 400, 220, ['240: 400x220']],
    ['below the ladder', 160, 120, ['small: 160x120']],
    ['odd sides', 853, 481, ['480: 852x480', '240: 426x240']],
    ['a speck', 1, 1, ['small: 2x2']],
  ])('%s (%i by %i)', (_, width, height, rungs) => {
    expect(shown(planRenditions(sized(width, height)))).toEqual(rungs)
  })

  test('1080 is made on request, and only of what is large enough', () => {
    expect(shown(planRenditions(sized(1920, 1080), { with1080: true }))[0]).toBe('1080: 1920x1080')
    expect(shown(planRenditions(sized(1280, 720), { with1080: true }))[0]).toBe('720: 1280x720')
  })

  test('no rung is larger than its source, each is smaller than the one before, all sides are even', () => {
    for (let short = 2; short <= 2200; short += 7) {
      for (const aspect of [0.5, 9 / 16, 0.75, 1, 4 / 3, 16 / 9, 2.4]) {
        const width = Math.round(short * Math.max(1, aspect))
        const height = Math.round(short / Math.min(1, aspect))
        const rungs = planRenditions(sized(width, height), { with1080: true }).video
        expect(rungs.length).toBeGreaterThan(0)
        for (const [at, rung] of rungs.entries()) {
          const { width: before, height: above } = rungs[at - 1] ?? { width: width + 1, height: height + 1 }
          expect([rung.width % 2, rung.height % 2]).toEqual([0, 0])
          expect(rung.width < before && rung.height < above).toBe(true)
          // Not squeezed: within the pixel or two that evenness costs.
          expect(Math.abs(rung.width - (rung.height * width) / height)).toBeLessThanOrEqual(
            1 + Math.max(1, width / height),
          )
        }
      }
    }
  })

  test('better rungs may use more bits', () => {
    for (const height of [200, 300, 360, 430, 480, 720, 1080, 2160]) {
      const rates = planRenditions(sized(height * 2, height), { with1080: true }).video.map((r) => r.maxRate)
      expect(rates).toEqual(rates.toSorted((a, b) => b - a))
      expect(new Set(rates).size).toBe(rates.length)
    }
  })

  test.each([
    [1, 1, 64_000],
    [2, 2, 96_000],
    [6, 2, 96_000],
  ])('%i channels become %i', (channels, made, bitRate) => {
    const plan = planRenditions(someFacts({ audio: someAudio({ channels }) }))
    expect(plan.audio).toEqual({ name: 'audio', channels: made, bitRate })
    expect(plan.soundAlone).toBe(true)
  })

  test('without sound there is none to make', () => {
    expect(planRenditions(someFacts({ audio: null }))).toMatchObject({ audio: null, soundAlone: false })
  })

  test('sound alone is one rendition of sound', () => {
    const plan = planRenditions(someFacts({ video: null }))
    expect(plan).toMatchObject({ video: [], soundAlone: true })
    expect(isEmptyPlan(plan)).toBe(false)
  })
})

describe('what is made first', () => {
  test.each<[string, number, number, string[]]>([
    ['480 of a large recording', 1920, 1080, ['480: 854x480']],
    ['its own size of a small one', 640, 360, ['small: 640x360']],
    ['240 of a smaller one', 426, 240, ['240: 426x240']],
  ])('%s', (_, width, height, rungs) => {
    const first = planFirstRung(sized(width, height))
    expect(shown(first)).toEqual(rungs)
    expect(first.audio).not.toBeNull()
    expect(first.soundAlone).toBe(false)
  })

  test('of sound alone, the sound', () => {
    expect(planFirstRung(someFacts({ video: null }))).toMatchObject({ video: [], soundAlone: true })
  })

  test('is left out of what comes after, until nothing is left', () => {
    const facts = sized(1280, 720)
    const rest = withoutRenditions(planRenditions(facts), ['480'])
    expect(rest.video.map(({ name }) => name)).toEqual(['720', '240'])
    expect(rest.soundAlone).toBe(true)
    expect(isEmptyPlan(withoutRenditions(rest, ['720', '240']))).toBe(false)
    expect(isEmptyPlan(withoutRenditions(rest, ['720', '240', 'audio']))).toBe(true)
  })
})
