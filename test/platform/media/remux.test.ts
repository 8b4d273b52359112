import { readFile } from 'node:fs/promises'
import HLS from 'hls-parser'
import { describe, expect, test } from 'vitest'
import { remux } from '../../../src/platform/media/encode.ts'
import { parsePlaylist } from '../../../src/platform/media/playlist.ts'
import { mayRemux } from '../../../src/platform/media/remux-gate.ts'
import { ffmpeg } from '../../support/make-media.ts'
import { freshFolders, rejectionOf, remuxedFrom, streamsOf, workOn } from '../../support/media-work.ts'
import { type SampleName, sample } from '../../support/samples.ts'
import { segmentStarts } from '../../support/segment-starts.ts'
import { beepOnsets, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()

/** A checksum for each packet of the picture, without its times. */
const packetsOf = async (file: string) =>
  (await ffmpeg('-i', file, '-map', '0:v:0', '-c', 'copy', '-f', 'framemd5', '-'))
    .toString()
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim())

describe.concurrent('a remuxed recording', () => {
  test('keeps every picture as it was encoded', async () => {
    const rendition = await remuxedFrom('plain.mp4', await fresh())
    expect(await packetsOf(rendition.file)).toEqual(await packetsOf(await sample('plain.mp4')))
    expect(rendition).toMatchObject({
      name: 'source',
      kind: 'video',
      width: 640,
      height: 360,
      durationMs: 6000,
    })
    expect(await streamsOf(rendition.file)).toMatchObject([{ codec_name: 'h264' }, { codec_name: 'aac' }])
  })

  test.each<[string, SampleName, number, number]>([
    ['an ordinary clip', 'plain.mp4', 180, 30],
    ['one with B-frames, which an edit list would show two frames late', 'b-frames.mp4', 150, 30],
    ['60 frames a second', 'sixty.mp4', 120, 60],
    ['29.97 frames a second', 'ntsc.mp4', 90, 30_000 / 1001],
    ['one whose sound comes late', 'late-sound.mp4', 120, 30],
  ])('shows frame N at its time: %s (%s)', async (_, name, count, rate) => {
    const { file } = await remuxedFrom(name, await fresh())
    expect(await shownFrames(file, 640, 360)).toEqual(
      Array.from({ length: count }, (_, number) => ({ at: expect.closeTo(number / rate, 4), number })),
    )
  })

  test.each<SampleName>(['plain.mp4', 'b-frames.mp4'])(
    'has no edit list, which half of the players ignore: %s',
    async (name) => {
      expect((await readFile(await sample(name))).includes('elst')).toBe(true)
      expect((await readFile((await remuxedFrom(name, await fresh())).file)).includes('elst')).toBe(false)
    },
  )

  test('of Matroska shows frame N within a tick of its clock of milliseconds', async () => {
    const { file } = await remuxedFrom('plain.mkv', await fresh())
    for (const { at, number } of await shownFrames(file, 640, 360))
      expect(Math.abs(at - number / 30)).toBeLessThan(0.001)
  })

  test.each<[string, SampleName, number[]]>([
    ['copied', 'plain.mp4', [1, 2, 3, 4, 5]],
    ['copied beside B-frames', 'b-frames.mp4', [1, 2, 3, 4]],
    ['folded from six channels', 'five-one.mp4', [1]],
    ['that comes late', 'late-sound.mp4', [0.5, 1.5, 2.5, 3.5]],
  ])('has sound on time: %s (%s)', async (_, name, expected) => {
    const onsets = (await beepOnsets((await remuxedFrom(name, await fresh())).file)).filter((at) => at > 0.1)
    expect(onsets).toEqual(expected.map((second) => expect.closeTo(second, 2)))
  })

  test('has sound that browsers play, and none where there was none', async () => {
    const [, sound] = await streamsOf((await remuxedFrom('plain.mkv', await fresh())).file)
    expect(sound).toMatchObject({ codec_name: 'aac', sample_rate: '48000' })
    const silent = await remuxedFrom('no-audio.mp4', await fresh())
    expect(silent.codecs).toMatch(/^avc1\.[0-9a-f]{6}$/)
    expect(await streamsOf(silent.file)).toHaveLength(1)
  })

  test('has a playlist that a strict stranger reads, which does not promise what a copy may not hold', async () => {
    HLS.setOptions({ strictMode: true })
    const { playlist, file } = await remuxedFrom('b-frames.mp4', await fresh())
    const theirs = HLS.parse(playlist)
    if (theirs.isMasterPlaylist) throw new Error('not a media playlist')
    expect(theirs).toMatchObject({ endlist: true, independentSegments: false })
    const last = theirs.segments.at(-1)?.byterange
    expect((last?.offset ?? 0) + (last?.length ?? 0)).toBe((await readFile(file)).length)
  })

  test.each<SampleName>(['plain.mp4', 'b-frames.mp4', 'ntsc.mp4'])(
    'begins each segment with its picture, by which players that start there set their clock: %s',
    async (name) => {
      const { playlist, file } = await remuxedFrom(name, await fresh())
      const parsed = parsePlaylist(playlist)
      const starts = await segmentStarts(file, parsed)
      expect(starts.length).toBeGreaterThan(0)
      let told = 0
      for (const [at, { seconds }] of parsed.segments.entries()) {
        expect(starts[at]).toBeCloseTo(told, 4)
        told += seconds
      }
    },
  )

  test('of segments of four seconds and a half is packaged too', async () => {
    // A keyframe each second and a half: ffmpeg cuts at the first one past four seconds, and rounds that down.
    const folder = await fresh()
    const work = await workOn('plain.mp4', folder)
    const source = `${folder}/half.mp4`
    await ffmpeg('-i', work.source, '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '45', '-an', source)
    const rendition = await remux({ ...work, source, facts: { ...work.facts, audio: null } })
    expect(rendition.playlist).toContain('#EXTINF:4.500000,')
    expect(rendition.playlist).toContain('#EXT-X-TARGETDURATION:5\n')
  })

  test('is refused to sound alone', async () => {
    const work = await workOn('audio-only.m4a', await fresh())
    expect(await rejectionOf(remux(work))).toBeInstanceOf(TypeError)
  })

  test('brings nothing back that was trimmed away, because it is not made', async () => {
    const { facts } = await workOn('trimmed.mp4', await fresh())
    expect(mayRemux(facts)).toBe(false)
  })
})
