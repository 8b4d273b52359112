import { readFile } from 'node:fs/promises'
import HLS from 'hls-parser'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeRungs } from '../../../src/platform/media/encode.ts'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { lastByte, parsePlaylist } from '../../../src/platform/media/playlist.ts'
import {
  planFirstRung,
  planRenditions,
  withoutRenditions,
} from '../../../src/platform/media/rendition-plan.ts'
import { readFragments } from '../../support/fragments.ts'
import { freshFolders, pictureOf, streamsOf, workOn } from '../../support/media-work.ts'
import { beepOnsets, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()
const fractions: number[] = []
let made: readonly Packaged[] = []

/** Five seconds of 1280x720 at 30 frames a second. */
beforeAll(async () => {
  const work = await workOn('hd.mp4', await fresh())
  made = await encodeRungs({
    ...work,
    plan: planRenditions(work.facts),
    onProgress: (fraction) => fractions.push(fraction),
  })
})

describe.concurrent('the ladder of a clip', () => {
  test('is 720, 480, 240 and sound, made by one process', () => {
    expect(made.map(({ name, kind, width, height }) => ({ name, kind, width, height }))).toEqual([
      { name: '720', kind: 'video', width: 1280, height: 720 },
      { name: '480', kind: 'video', width: 854, height: 480 },
      { name: '240', kind: 'video', width: 426, height: 240 },
      { name: 'audio', kind: 'audio', width: null, height: null },
    ])
  })

  test('has the sizes it says, in square pixels, in a format that every browser plays', async () => {
    for (const { file, width, height } of made.filter(({ kind }) => kind === 'video')) {
      expect(await streamsOf(file)).toMatchObject([
        {
          ...{ codec_name: 'h264', width, height, sample_aspect_ratio: '1:1', pix_fmt: 'yuv420p' },
          ...{ r_frame_rate: '30/1', has_b_frames: 0, color_range: 'tv' },
        },
        { codec_name: 'aac', sample_rate: '48000', channels: 1 },
      ])
    }
    const sound = made.find(({ kind }) => kind === 'audio')
    expect((await streamsOf(sound?.file ?? '')).map(({ codec_name }) => codec_name)).toEqual(['aac'])
  })

  test('shows frame N at N/30 exactly, on every rung', async () => {
    for (const { file, width, height } of made.filter(({ kind }) => kind === 'video')) {
      const frames = await shownFrames(file, width ?? 0, height ?? 0)
      expect(frames).toEqual(
        Array.from({ length: 150 }, (_, number) => ({ at: expect.closeTo(number / 30, 9), number })),
      )
    }
  })

  test('has each beep on time, on every rung and in the sound alone', async () => {
    for (const { file } of made) {
      const [, ...onsets] = await beepOnsets(file)
      expect(onsets).toEqual([1, 2, 3, 4].map((second) => expect.closeTo(second, 2)))
    }
  })

  test('has a keyframe each two seconds, at the same times, so that a player may change rungs', async () => {
    for (const { file } of made.filter(({ kind }) => kind === 'video')) {
      const { samples = [] } = (await readFragments(file)).find(({ kind }) => kind === 'video') ?? {}
      expect(samples.filter(({ isKey }) => isKey).map(({ at }) => at)).toEqual([0, 2, 4])
    }
  })

  test('has the same colours on every rung, said aloud', async () => {
    for (const { file } of made.filter(({ kind }) => kind === 'video')) {
      expect(await pictureOf(file)).toMatchObject({
        color_space: 'bt709',
        color_transfer: 'bt709',
        color_primaries: 'bt709',
      })
    }
  })

  test('says what its bytes are: size, codecs and bandwidth; nothing is hidden in an edit list', async () => {
    for (const { file, bytes, playlist, bandwidth, averageBandwidth, codecs, kind, durationMs } of made) {
      const object = await readFile(file)
      expect(bytes).toBe(object.length)
      expect(object.includes('elst')).toBe(false)
      expect(lastByte(parsePlaylist(playlist))).toBe(object.length)
      expect(codecs).toMatch(kind === 'video' ? /^avc1\.6400[0-9a-f]{2},mp4a\.40\.2$/ : /^mp4a\.40\.2$/)
      expect(durationMs).toBe(5000)
      // The init segment is not in it: within a percent.
      expect(averageBandwidth / ((bytes * 8) / 5)).toBeGreaterThan(kind === 'video' ? 0.98 : 0.9)
      expect(averageBandwidth).toBeLessThanOrEqual((bytes * 8) / 5)
      expect(bandwidth).toBeGreaterThanOrEqual(averageBandwidth)
    }
    expect(made.map(({ bandwidth }) => bandwidth)).toEqual(
      made.map(({ bandwidth }) => bandwidth).toSorted((a, b) => b - a),
    )
  })

  test('has playlists that a strict stranger reads, whose segments begin with their own picture', () => {
    HLS.setOptions({ strictMode: true })
    for (const { playlist, kind } of made) {
      const theirs = HLS.parse(playlist)
      if (theirs.isMasterPlaylist) throw new Error('not a media playlist')
      expect(theirs).toMatchObject({
        endlist: true,
        playlistType: 'VOD',
        independentSegments: kind === 'video',
      })
      expect(
        theirs.segments.map(({ uri, duration, byterange }) => ({ uri, ...byterange, duration })),
      ).toEqual(
        parsePlaylist(playlist).segments.map(({ seconds, length, offset }) => ({
          ...{ uri: 'media.mp4', length, offset },
          duration: seconds,
        })),
      )
    }
  })

  test('tells how far it is, which only grows, and ends at the whole', () => {
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b))
    expect(fractions.every((fraction) => fraction > 0 && fraction <= 1)).toBe(true)
    expect(fractions.at(-1)).toBe(1)
  })
})

describe.concurrent('the ladder in two steps', () => {
  test('480 comes first with its sound, then the rest, and nothing is made twice', async () => {
    const work = await workOn('hd.mp4', await fresh())
    const [first, ...others] = await encodeRungs({ ...work, plan: planFirstRung(work.facts) })
    expect(others).toEqual([])
    expect(first).toMatchObject({ name: '480', width: 854, height: 480 })
    expect(first?.codecs).toMatch(/^avc1\.6400..,mp4a\.40\.2$/)
    const plan = withoutRenditions(planRenditions(work.facts), ['480', '720'])
    const rest = await encodeRungs({ ...work, folder: await fresh(), plan })
    expect(rest.map(({ name }) => name)).toEqual(['240', 'audio'])
  })
})
