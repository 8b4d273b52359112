import { describe, expect, test } from 'vitest'
import { encodeRungs, remux } from '../../../src/platform/media/encode.ts'
import type { Cut } from '../../../src/platform/media/facts.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { readFragments } from '../../support/fragments.ts'
import { freshFolders, smallestFrom, workOn } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { beepOnsets, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()

/** The smallest picture of a cut, and the sound alone, of recordings that have them. */
async function cutFrom(name: SampleName, cut: Cut) {
  const work = await workOn(name, await fresh())
  const whole = planRenditions(work.facts)
  return encodeRungs({ ...work, cut, plan: { ...whole, video: whole.video.slice(-1) } })
}

describe.concurrent('a cut', () => {
  test.each<[string, SampleName, number, number]>([
    ['of a source with B-frames', 'b-frames.mp4', 1500, 3700],
    ['of a source with one keyframe', 'sparse-keys.mp4', 2000, 4033],
    ['from between two frames', 'plain.mp4', 1010, 2990],
    ['of a changing frame rate, from within a hole', 'variable.mp4', 2500, 4500],
    ['of 60 frames a second', 'sixty.mp4', 500, 1700],
    ['of 29.97 frames a second', 'ntsc.mp4', 1001, 2503],
    ['of one that was trimmed on the phone', 'trimmed.mp4', 1000, 2500],
    ['of an interlaced source', 'interlaced.ts', 700, 2200],
    ['of a browser’s recording without a duration', 'no-duration.webm', 1200, 2700],
    ['of Matroska', 'plain.mkv', 1033, 2567],
    ['that ends after the picture', 'sound-longer.mp4', 2000, 4500],
    ['that begins after the picture ended', 'sound-longer.mp4', 3500, 4800],
    ['of the last second', 'plain.mp4', 5000, 6000],
  ])('%s shows the very frames that the whole shows then (%s, %i to %i)', async (_, name, inMs, outMs) => {
    const [whole, [cut]] = [await smallestFrom(name, await fresh()), await cutFrom(name, { inMs, outMs })]
    if (!cut) throw new Error('nothing was made')
    const all = await shownFrames(whole.file, whole.width ?? 0, whole.height ?? 0)
    const [first, end] = [inMs, outMs].map((ms) => Math.round((ms * 30) / 1000)) as [number, number]
    expect(await shownFrames(cut.file, cut.width ?? 0, cut.height ?? 0)).toEqual(
      Array.from({ length: end - first }, (_value, n) => ({
        at: expect.closeTo(n / 30, 9),
        number: all[Math.min(first + n, all.length - 1)]?.number,
      })),
    )
    expect(Math.abs(cut.durationMs - (outMs - inMs))).toBeLessThanOrEqual(22)
  })

  test('is heard as it is seen: each beep on time, and none from outside', async () => {
    // A beep each whole second; the first 21 ms are the encoder's.
    for (const { file } of await cutFrom('plain.mp4', { inMs: 1500, outMs: 4250 })) {
      const onsets = await beepOnsets(file)
      expect(onsets).toHaveLength(3)
      for (const [at, onset] of onsets.entries()) expect(onset).toBeCloseTo(at + 0.5, 2)
    }
  })

  test('of sound alone is as long as it was said to be', async () => {
    const [made] = await cutFrom('audio-only.m4a', { inMs: 1000, outMs: 2500 })
    const [track] = await readFragments(made?.file ?? '')
    expect([made?.name, track?.kind]).toEqual(['audio', 'audio'])
    const ends = Math.max(...(track?.samples ?? []).map(({ at, seconds }) => at + seconds))
    expect(ends).toBeCloseTo(1.5, 2)
  })

  test('is never copied', async () => {
    const work = await workOn('plain.mp4', await fresh())
    await expect(remux({ ...work, cut: { inMs: 0, outMs: 1000 } })).rejects.toThrow('cannot be remuxed')
  })
})
