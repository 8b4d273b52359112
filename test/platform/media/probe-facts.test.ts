import { describe, expect, test } from 'vitest'
import type { AudioFacts, MediaFacts, VideoFacts } from '../../../src/platform/media/facts.ts'
import { probe } from '../../../src/platform/media/probe.ts'
import { mediaTools } from '../../support/media-work.ts'
import { type SampleName, sample } from '../../support/samples.ts'

type Expected = Partial<Omit<MediaFacts, 'video' | 'audio'>> & {
  readonly video?: Partial<VideoFacts> | null
  readonly audio?: Partial<AudioFacts> | null
}
const factsOf = async (name: SampleName) => probe(await mediaTools(), await sample(name))

describe.concurrent('what a recording is', () => {
  test.each<[string, SampleName, Expected]>([
    [
      'an ordinary clip',
      'plain.mp4',
      {
        container: 'mov',
        durationMs: 6000,
        video: {
          ...{ codec: 'h264', pixelFormat: 'yuv420p', width: 640, height: 360, frameRate: 30, hdr: null },
          ...{ rotation: 0, mirrored: false, sampleAspect: 1, variableFrameRate: false, interlaced: false },
          ...{ startMs: 0, endMs: 6000, keyframeGapMs: 1000, hasBFrames: false, hasHiddenFrames: false },
        },
        audio: { codec: 'aac', profile: 'LC', channels: 1, sampleRate: 48_000, startMs: 0, endMs: 6000 },
        capturedAt: null,
      },
    ],
    [
      'one with B-frames',
      'b-frames.mp4',
      { durationMs: 5000, video: { startMs: 0, hasBFrames: true, keyframeGapMs: 2000 } },
    ],
    ['one of a fifth of a second', 'short.mp4', { durationMs: 200, video: { endMs: 200 } }],
    ['one without sound', 'no-audio.mp4', { durationMs: 3000, audio: null }],
    ['sound alone', 'audio-only.m4a', { container: 'mov', durationMs: 5000, video: null }],
    ['a WAV', 'speech.wav', { container: 'wav', durationMs: 2000, audio: { codec: 'pcm_s16le' } }],
    ['a voice message', 'speech.ogg', { container: 'ogg', durationMs: 2000, audio: { codec: 'opus' } }],
    ['an MP3 with a cover is sound alone', 'cover.mp3', { container: 'mp3', video: null }],
    ['an M4A with a cover is sound alone', 'cover.m4a', { durationMs: 3000, video: null }],
    ['one turned by its sensor', 'rotated.mp4', { video: { rotation: 90, width: 640, height: 360 } }],
    [
      'a phone held upright',
      'portrait.mp4',
      { video: { rotation: 90, codedWidth: 640, codedHeight: 360, width: 360, height: 640 } },
    ],
    ['a phone held upside down', 'upside-down.mp4', { video: { rotation: 180, mirrored: false } }],
    ['a selfie', 'mirrored.mp4', { video: { mirrored: true, width: 640, height: 360 } }],
    // 110 of 180 frames are kept, and the longest hole is a second.
    ['a changing frame rate', 'variable.mp4', { durationMs: 6000, video: { variableFrameRate: true } }],
    ['60 frames a second', 'sixty.mp4', { video: { frameRate: 60, variableFrameRate: false } }],
    ['American television', 'ntsc.mp4', { video: { frameRate: 29.97, variableFrameRate: false } }],
    ['odd sides', 'odd.mp4', { video: { width: 853, height: 481, pixelFormat: 'yuv444p' } }],
    ['wide pixels', 'anamorphic.mp4', { video: { codedWidth: 720, width: 1024, height: 576 } }],
    ['six channels', 'five-one.mp4', { audio: { channels: 6 } }],
    ['ten bits', 'ten-bit.mp4', { video: { pixelFormat: 'yuv422p10le', hdr: null } }],
    ['HDR of a phone', 'hdr.mp4', { video: { codec: 'hevc', hdr: 'hlg', colourTagged: true } }],
    ['HDR of films', 'hdr-pq.mp4', { video: { codec: 'hevc', hdr: 'pq' } }],
    ['a camcorder', 'interlaced.ts', { container: 'mpegts', video: { interlaced: true } }],
    ['an old camera', 'camera.avi', { container: 'avi', durationMs: 2000, video: { codec: 'mjpeg' } }],
    ['one keyframe in all', 'sparse-keys.mp4', { video: { keyframeGapMs: 6000 } }],
    ['sound that goes on', 'sound-longer.mp4', { durationMs: 5000, video: { endMs: 3000 } }],
    ['a picture that goes on', 'picture-longer.mp4', { durationMs: 5000, audio: { endMs: 3000 } }],
    ['a picture that comes late', 'late-picture.mp4', { durationMs: 4000, video: { startMs: 1000 } }],
    // Half a second less the encoder's priming, which this muxer does not hide.
    ['sound that comes late', 'late-sound.mp4', { audio: { startMs: 500 - Math.floor(1024 / 48) - 1 } }],
    ['one trimmed on the phone', 'trimmed.mp4', { durationMs: 4500, video: { hasHiddenFrames: true } }],
    [
      'a phone’s, with when it was recorded',
      'personal.mov',
      { durationMs: 2000, capturedAt: '2026-03-02T09:15:00.000Z' },
    ],
    ['one with damage within', 'flipped-bytes.mp4', { durationMs: 6000, video: { codec: 'h264' } }],
  ])('%s (%s)', async (_, name, expected) => {
    expect(await factsOf(name)).toMatchObject(expected)
  })

  test('a header without a duration is made up for by the packets', async () => {
    const { durationMs, container, bitRate, bytes } = await factsOf('no-duration.webm')
    expect(container).toBe('matroska')
    // Opus goes on to the end of its last packet of 20 ms.
    expect(durationMs).toBeGreaterThanOrEqual(3000)
    expect(durationMs).toBeLessThanOrEqual(3040)
    expect(bitRate).toBe(Math.round((bytes * 8000) / durationMs))
  })

  test('raw AAC and MP3, whose headers guess, are measured to within a frame or two', async () => {
    for (const [name, durationMs] of [['speech.aac', 2000] as const, ['speech.mp3', 4000] as const]) {
      const measured = (await factsOf(name)).durationMs
      expect(measured).toBeGreaterThanOrEqual(durationMs)
      expect(measured).toBeLessThanOrEqual(durationMs + 60)
    }
  })

  test('is plain JSON, which the database can keep', async () => {
    const facts = await factsOf('plain.mkv')
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })
})
