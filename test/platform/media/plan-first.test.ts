import { describe, expect, test } from 'vitest'
import { effortOfLean, effortOfRungs } from '../../../src/platform/media/effort.ts'
import type { MediaFacts } from '../../../src/platform/media/facts.ts'
import { planFirst } from '../../../src/platform/media/plan-first.ts'
import { fileObstacles } from '../../../src/platform/media/remux-gate.ts'
import {
  longMs,
  planFirstRung,
  planLean,
  planRenditions,
} from '../../../src/platform/media/rendition-plan.ts'
import { afterFirstRung, afterLean } from '../../../workers/still-to-come.ts'
import { someAudio, someFacts, someVideo } from '../../support/facts.ts'

const hevc = someFacts({ video: someVideo({ codec: 'hevc', profile: 'Main' }) })
const turned = (changes: Parameters<typeof someVideo>[0] = {}) =>
  someFacts({ video: someVideo({ rotation: 90, width: 720, height: 1280, ...changes }) })

describe('how a clip is watched soonest', () => {
  test.each<[string, MediaFacts, boolean, number, string | null, string]>([
    ['plays as it is', someFacts(), false, longMs - 1, 'playlist', 'ladder'],
    ['plays as it is, and is long', someFacts(), false, longMs, 'playlist', 'lean'],
    ['is turned', turned(), false, longMs - 1, 'file', 'ladder'],
    ['is turned, and is long', turned(), false, longMs, 'file', 'lean'],
    ['is turned by half', turned({ rotation: 180 }), false, 1000, 'file', 'ladder'],
    ['must be encoded', hevc, false, longMs - 1, null, 'first-rung'],
    ['must be encoded, and is long', hevc, false, longMs, null, 'lean'],
    ['is turned and must be encoded', turned({ codec: 'hevc' }), false, 1000, null, 'first-rung'],
    ['is cut', someFacts(), true, longMs - 1, null, 'first-rung'],
    ['is cut to a part that is long', turned(), true, longMs, null, 'lean'],
    ['is sound alone', someFacts({ video: null }), false, longMs - 1, null, 'first-rung'],
    ['is sound alone, and long', someFacts({ video: null }), false, longMs, null, 'lean'],
  ])('where it %s', (_, facts, isCut, lengthMs, copy, next) => {
    expect(planFirst(facts, isCut, lengthMs)).toMatchObject({ copy, next })
  })

  test.each<[string, MediaFacts, readonly string[]]>([
    ['an upright phone', turned(), []],
    ['one without sound', { ...turned(), audio: null }, []],
    ['a mirrored one', turned({ mirrored: true }), ['mirrored']],
    ['sound that must be encoded', { ...turned(), audio: someAudio({ codec: 'opus' }) }, ['sound opus']],
    ['a changing frame rate', turned({ variableFrameRate: true }), ['variable frame rate']],
    ['frames that were cut away', turned({ hasHiddenFrames: true }), ['frames cut away by an edit list']],
    ['HDR', turned({ hdr: 'hlg' }), ['HDR']],
  ])('one file is enough or not, of %s', (_, facts, obstacles) => {
    expect(fileObstacles(facts)).toEqual(obstacles)
  })
})

describe('stills and speech', () => {
  test.each<[number, number, number, number]>([
    [1920, 1080, 640, 360],
    [1080, 1920, 360, 640],
    [320, 240, 320, 240],
    [161, 121, 160, 120],
  ])('of %i by %i are %i by %i: never larger, upright, even', (width, height, leanWidth, leanHeight) => {
    const plan = planLean(someFacts({ video: someVideo({ width, height }) }), longMs)
    expect(plan?.picture).toEqual({ width: leanWidth, height: leanHeight })
  })

  test('have one channel, are of speech alone where there is no picture, and are not made of short clips', () => {
    expect(planLean(someFacts(), longMs)?.sound).toMatchObject({ channels: 1 })
    expect(planLean(someFacts({ video: null }), longMs)?.picture).toBeNull()
    expect(planLean(someFacts({ audio: null }), longMs)?.sound).toBeNull()
    expect(planLean(someFacts(), longMs - 1)).toBeNull()
  })
})

describe('what is still to come', () => {
  const hd = someFacts({
    video: someVideo({ codedWidth: 1920, codedHeight: 1080, width: 1920, height: 1080 }),
  })
  const lean = planLean(hd, longMs)
  if (!lean) throw new Error('it is long')

  test('is as was measured of full HD: the ladder takes about its own length of one core, stills hardly any', () => {
    const ladder = effortOfRungs(hd, planRenditions(hd))
    expect(ladder).toBeGreaterThan(0.6)
    expect(ladder).toBeLessThan(1.3)
    expect(effortOfLean(hd, lean)).toBeLessThan(0.08)
    expect(afterLean(hd, lean)).toBeGreaterThan(10)
  })

  test('is less, for the time already spent, where stills need a decode of everything', () => {
    const sparse = { ...hd, video: someVideo({ ...hd.video, keyframeGapMs: 60_000 }) }
    expect(afterLean(sparse, lean)).toBeLessThan(afterLean(hd, lean) / 3)
  })

  test('after the first rung is the rest of the ladder with its decode; of sound alone nothing', () => {
    const after = afterFirstRung(hd, planFirstRung(hd))
    expect(after).toBeGreaterThan(1)
    expect(after).toBeLessThan(2.5)
    const sound = someFacts({ video: null })
    expect(afterFirstRung(sound, planFirstRung(sound))).toBe(0)
  })
})
