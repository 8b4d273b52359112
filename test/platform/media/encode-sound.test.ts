import { describe, expect, test } from 'vitest'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { encodedFrom, freshFolders, streamsOf, workOn } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { beepOnsets, soundSamples } from '../../support/watch.ts'

const fresh = freshFolders()

const soundOf = async ({ file }: Packaged) =>
  (await streamsOf(file)).find(({ codec_type }) => codec_type === 'audio')

describe.concurrent('sound', () => {
  test('of six channels is folded to two, and what was in the middle is in both', async () => {
    const made = await encodedFrom('five-one.mp4', await fresh())
    expect(made.map(({ name }) => name)).toEqual(['small', '240', 'audio'])
    for (const rendition of made) {
      expect(await soundOf(rendition)).toMatchObject({ codec_name: 'aac', channels: 2, sample_rate: '48000' })
      // Within the second beep, where the sound is steady: the loudest of each side.
      const beep = (await soundSamples(rendition.file, 2)).subarray(2 * 48_960, 2 * 52_000)
      const loudest = [0, 1].map((side) =>
        beep.reduce((most, value, at) => (at % 2 === side ? Math.max(most, Math.abs(value)) : most), 0),
      )
      expect(Math.min(...loudest)).toBeGreaterThan(0.2)
      expect(loudest[0]).toBeCloseTo(loudest[1] ?? 0, 1)
    }
  })

  test.each<[string, SampleName, number[]]>([
    ['of an ordinary clip', 'plain.mp4', [1, 2, 3, 4, 5]],
    ['of one with B-frames', 'b-frames.mp4', [1, 2, 3, 4]],
    ['of one trimmed on the phone', 'trimmed.mp4', [0.5, 1.5, 2.5, 3.5]],
    ['that comes late', 'late-sound.mp4', [0.5, 1.5, 2.5, 3.5]],
    ['that is shorter than the picture', 'picture-longer.mp4', [1, 2]],
  ])('%s is heard on time, beside the picture and alone (%s)', async (_, name, expected) => {
    const { facts } = await workOn(name, '')
    const whole = planRenditions(facts)
    const made = await encodedFrom(name, await fresh(), { ...whole, video: whole.video.slice(-1) })
    expect(made.map(({ kind }) => kind)).toEqual(['video', 'audio'])
    for (const { file } of made) {
      const onsets = (await beepOnsets(file)).filter((at) => at > 0.1)
      expect(onsets).toEqual(expected.map((second) => expect.closeTo(second, 2)))
    }
  })

  test('after a hole is heard on time: the hole is silence, and nothing moves up', async () => {
    const onsets = await beepOnsets((await encodedFrom('sound-gap.mkv', await fresh())).at(-1)?.file ?? '')
    // Matroska’s clock of milliseconds and Opus’s head start move a beep by some, but not by the second that is missing.
    expect(onsets.slice(1).map((at) => Math.round(at * 50) / 50)).toEqual([1, 3])
  })

  test.each<[string, SampleName, number]>([
    ['an M4A', 'audio-only.m4a', 5],
    ['an MP3 with a cover', 'cover.mp3', 3],
    ['a WAV', 'speech.wav', 2],
    ['a voice message', 'speech.ogg', 2],
  ])('alone becomes one rendition of sound: %s (%s)', async (_, name, seconds) => {
    const made = await encodedFrom(name, await fresh())
    expect(made.map(({ kind, name, codecs }) => [kind, name, codecs])).toEqual([
      ['audio', 'audio', 'mp4a.40.2'],
    ])
    expect((made[0]?.durationMs ?? 0) / 1000).toBeCloseTo(seconds, 1)
    expect((await streamsOf(made[0]?.file ?? '')).map(({ codec_type }) => codec_type)).toEqual(['audio'])
  })
})
