import { describe, expect, test } from 'vitest'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { readFragments } from '../../support/fragments.ts'
import { encodedFrom, freshFolders, smallestFrom } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { type Shown, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()

const shownOf = async (name: SampleName): Promise<readonly Shown[]> =>
  shownIn(await smallestFrom(name, await fresh()))

const shownIn = ({ file, width, height }: Packaged) => shownFrames(file, width ?? 0, height ?? 0)

/** `count` pictures at 30 a second, of which picture n shows the frame that `numberAt` says. */
const constant = (count: number, numberAt: (n: number) => number) =>
  Array.from({ length: count }, (_, n) => ({ at: expect.closeTo(n / 30, 9), number: numberAt(n) }))

describe.concurrent('the picture at a time is the frame at that time', () => {
  test.each<[string, SampleName, number]>([
    ['of a source with B-frames', 'b-frames.mp4', 150],
    ['of a source with one keyframe', 'sparse-keys.mp4', 180],
    ['of a browser’s recording without a duration', 'no-duration.webm', 90],
    ['of Matroska', 'plain.mkv', 120],
    ['of an interlaced source', 'interlaced.ts', 90],
    ['of a fifth of a second', 'short.mp4', 6],
  ])('%s (%s)', async (_, name, count) => {
    expect(await shownOf(name)).toEqual(constant(count, (n) => n))
  })

  test('of a changing frame rate: the last frame there was, through every hole', async () => {
    // What the sample keeps: all of the first second, then two of three, and nothing of the third second.
    const kept = Array.from({ length: 180 }, (_, n) => n).filter(
      (n) => (n < 60 || n > 89) && (n < 30 || n % 3 !== 0),
    )
    expect(await shownOf('variable.mp4')).toEqual(
      constant(180, (n) => kept.findLast((number) => number <= n) ?? -1),
    )
  })

  test('of 60 frames a second: every other one', async () => {
    expect(await shownOf('sixty.mp4')).toEqual(constant(60, (n) => 2 * n))
  })

  test.each<[string, SampleName, number, number]>([
    ['25 frames a second', 'pal.mp4', 25, 60],
    ['29.97 frames a second', 'ntsc.mp4', 30_000 / 1001, 90],
  ])('of %s: the nearest, within half a frame of ours', async (_, name, rate, count) => {
    const shown = await shownOf(name)
    expect(shown).toEqual(constant(count, (n) => shown[n]?.number ?? -1))
    for (const { at, number } of shown) {
      // From half a frame before it is shown to half a frame after its end.
      expect(number / rate - at).toBeLessThanOrEqual(1 / 60 + 1e-9)
      expect(at - (number + 1) / rate).toBeLessThanOrEqual(1 / 60 + 1e-9)
    }
  })

  test('of one trimmed on the phone: what was cut away does not come back', async () => {
    expect(await shownOf('trimmed.mp4')).toEqual(constant(135, (n) => n + 45))
  })

  test('of a picture that comes late: its first frame is held until then', async () => {
    const { file } = await smallestFrom('late-picture.mp4', await fresh())
    const { samples = [] } = (await readFragments(file)).find((t) => t.kind === 'video') ?? {}
    expect(samples.map(({ at }) => at)).toEqual(
      Array.from({ length: 120 }, (_, n) => expect.closeTo(n / 30, 9)),
    )
  })

  test('of damage within: a picture for every time, and undamaged ones after it', async () => {
    const shown = await shownOf('flipped-bytes.mp4')
    expect(shown.map(({ at }) => at)).toEqual(constant(180, () => 0).map(({ at }) => at))
    expect(shown.slice(-5)).toEqual(constant(180, (n) => n).slice(-5))
  })
})

describe.concurrent('picture and sound end together', () => {
  test.each<[string, SampleName, number, number]>([
    ['when the sound goes on: the last picture is held', 'sound-longer.mp4', 150, 90],
    ['when the picture goes on: in silence', 'picture-longer.mp4', 150, 150],
  ])('%s', async (_, name, count, frames) => {
    const made = await encodedFrom(name, await fresh())
    for (const { file, kind, durationMs } of made) {
      expect(durationMs).toBe(5000)
      for (const track of await readFragments(file)) {
        const end = Math.max(...track.samples.map(({ at, seconds }) => at + seconds))
        expect(end, `${kind}: ${track.kind}`).toBeCloseTo(5, 2)
      }
    }
    for (const rung of made.filter(({ kind }) => kind === 'video'))
      expect(await shownIn(rung)).toEqual(constant(count, (n) => Math.min(n, frames - 1)))
  })
})
