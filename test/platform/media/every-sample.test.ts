import { describe, expect, test } from 'vitest'
import { encodeRungs, remux } from '../../../src/platform/media/encode.ts'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { mayRemux } from '../../../src/platform/media/remux-gate.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../../../src/platform/media/verify.ts'
import { readFragments } from '../../support/fragments.ts'
import { freshFolders, workOn } from '../../support/media-work.ts'
import { type SampleName, watchableSamples } from '../../support/samples.ts'

const fresh = freshFolders()

/** What needs no encoding to be played in every browser, and shows every frame at its time. */
const packagedAsTheyAre: readonly SampleName[] = [
  ...(['plain.mp4', 'hd.mp4', 'b-frames.mp4', 'sixty.mp4', 'pal.mp4', 'ntsc.mp4', 'plain.mkv'] as const),
  ...(['short.mp4', 'no-audio.mp4', 'fragmented.mp4', 'five-one.mp4', 'late-sound.mp4'] as const),
  ...(['black-start.mp4', 'black.mp4', 'personal.mov', 'flipped-bytes.mp4'] as const),
]

/** Thirty frames a second, to the frame, from 0 on; decoding can start each two seconds and nowhere else, on every rung. */
async function expectConstantFrames({ file, name }: Packaged) {
  const { samples = [] } = (await readFragments(file)).find(({ kind }) => kind === 'video') ?? {}
  expect(samples.length, name).toBeGreaterThan(0)
  for (const [n, { at, seconds, isKey }] of samples.entries()) {
    expect(at, name).toBeCloseTo(n / 30, 9)
    expect(seconds, name).toBeCloseTo(1 / 30, 9)
    expect(isKey, name).toBe(n % 60 === 0)
  }
}

describe.concurrent('every recording that can be watched', () => {
  test.each(watchableSamples)(
    '%s becomes a set of renditions that pass what is asked of them',
    async (name) => {
      const work = await workOn(name, await fresh())
      const { facts, tools, folder } = work
      const plan = planRenditions(facts)
      const ladder = await encodeRungs({ ...work, plan })
      expect(ladder.map((rendition) => rendition.name)).toEqual([
        ...plan.video.map((rung) => rung.name),
        ...(facts.audio ? ['audio'] : []),
      ])
      for (const rendition of ladder) {
        await verifyRendition(tools, rendition, facts.durationMs)
        expect(rendition.file.startsWith(folder)).toBe(true)
        if (rendition.kind === 'video') await expectConstantFrames(rendition)
      }
      // They end together: within a frame of sound and a frame of the picture.
      const ends = ladder.map(({ durationMs }) => durationMs)
      expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(60)

      expect(mayRemux(facts)).toBe(packagedAsTheyAre.includes(name))
      if (mayRemux(facts)) {
        const copy = await remux(work)
        await verifyRendition(tools, copy, facts.durationMs)
        for (const { samples } of await readFragments(copy.file)) expect(samples[0]?.at).toBe(0)
      }
    },
  )
})
