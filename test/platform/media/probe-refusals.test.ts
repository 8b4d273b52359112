import { describe, expect, test } from 'vitest'
import { probe } from '../../../src/platform/media/probe.ts'
import { MediaRefusal, type RefusalCode } from '../../../src/platform/media/refusal.ts'
import { mediaTools, rejectionOf } from '../../support/media-work.ts'
import { type SampleName, sample } from '../../support/samples.ts'

describe.concurrent('a file that cannot become a clip is refused', () => {
  test.each<[string, SampleName, RefusalCode, RegExp]>([
    ['an empty file', 'empty.mp4', 'not-media', /empty/],
    ['text named .mp4', 'text.mp4', 'not-media', /./],
    ['noise named .mp4', 'noise.mp4', 'not-media', /./],
    ['a still picture named .mp4', 'picture.mp4', 'not-media', /^png/],
    ['a playlist of another file', 'sibling-playlist.mp4', 'not-media', /^hls$/],
    ['a playlist of a system file', 'file-playlist.mp4', 'not-media', /^hls$/],
    ['a script that joins other files', 'concat.mp4', 'not-media', /^concat$/],
    ['an index of four billion samples', 'endless-index.mp4', 'not-media', /error reading header/],
    ['a kind of video that we do not take', 'flash.mp4', 'unsupported-format', /^flv$/],
    ['a picture in a codec that nobody has', 'unknown-codec.mp4', 'unsupported-format', /unknown/],
    // Its sound could be played, but a video without its picture is not what was uploaded.
    ['such a picture beside good sound', 'unknown-picture.mp4', 'unsupported-format', /unknown$/],
    ['subtitles alone', 'subtitles.mkv', 'no-picture-or-sound', /1 streams/],
    ['a picture of 8192 by 8192', 'huge-picture.mp4', 'picture-too-large', /^8192x8192$/],
    ['a thousand streams', 'thousand-streams.mkv', 'too-many-streams', /max_streams/],
    ['more than four hours', 'four-hours.mp4', 'too-long', /^14410000 ms/],
    ['a header that says ten hours', 'boasting.mp4', 'too-long', /^36000000 ms by its header$/],
    ['cut off before its index', 'cut-at-the-end.mp4', 'truncated', /moov/],
    ['cut off within its index', 'cut-in-the-index.mp4', 'truncated', /moov/],
    ['sound cut off before its index', 'cut.m4a', 'truncated', /moov/],
    ['cut off with the index in front', 'cut-faststart.mp4', 'truncated', /of 6\.00 s are missing/],
    ['a second cut off', 'cut-a-little.mp4', 'truncated', /^0\.9\d s of 6\.00 s are missing/],
    ['fragments of which half are missing', 'cut-fragments.mp4', 'truncated', /are missing/],
    ['Matroska cut in half', 'cut.mkv', 'truncated', /are missing/],
  ])('%s (%s): %s', async (_, name, code, detail) => {
    const error = await rejectionOf(probe(await mediaTools(), await sample(name)))
    expect(error).toBeInstanceOf(MediaRefusal)
    expect(error).toMatchObject({ code, detail: expect.stringMatching(detail) })
  })

  test('a file that is not there is an error, and no refusal of what somebody sent', async () => {
    expect(await rejectionOf(probe(await mediaTools(), '/nowhere/at/all.mp4'))).toMatchObject({
      code: 'ENOENT',
    })
  })
})
