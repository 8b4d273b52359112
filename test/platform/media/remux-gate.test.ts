import { describe, expect, test } from 'vitest'
import type { AudioFacts, MediaFacts, VideoFacts } from '../../../src/platform/media/facts.ts'
import { mayCopySound, mayRemux, remuxObstacles } from '../../../src/platform/media/remux-gate.ts'
import { someAudio, someFacts, someVideo } from '../../support/facts.ts'

const withVideo = (changes: Partial<VideoFacts>) => someFacts({ video: someVideo(changes) })

describe('a recording is packaged as it is', () => {
  test.each<[string, MediaFacts]>([
    ['as an ordinary phone makes it', someFacts()],
    ['in Matroska', someFacts({ container: 'matroska' })],
    ['without sound', someFacts({ audio: null })],
    ['with sound that is encoded on the way', someFacts({ audio: someAudio({ codec: 'opus' }) })],
    ['in the plainest profile', withVideo({ profile: 'Constrained Baseline' })],
    ['in the middle profile', withVideo({ profile: 'Main' })],
    ['with B-frames', withVideo({ hasBFrames: true })],
    ['at full HD with its eight spare rows', withVideo({ codedWidth: 1920, codedHeight: 1088 })],
    ['at 60 frames a second', withVideo({ frameRate: 60 })],
    ['with a keyframe each five seconds', withVideo({ keyframeGapMs: 5000 })],
    ['at sixteen megabit', someFacts({ bitRate: 16_000_000 })],
    ['when it begins less than half a frame late', withVideo({ startMs: 16 })],
    ['when the sound ends a little later', someFacts({ audio: someAudio({ endMs: 10_300 }) })],
  ])('%s', (_, facts) => {
    expect(remuxObstacles(facts)).toEqual([])
    expect(mayRemux(facts)).toBe(true)
  })
})

describe('a recording is encoded', () => {
  test.each<[string, MediaFacts, string]>([
    ['that is sound alone', someFacts({ video: null }), 'no picture'],
    ['in AVI', someFacts({ container: 'avi' }), 'container avi'],
    ['in HEVC, which most browsers lack', withVideo({ codec: 'hevc', profile: 'Main' }), 'codec hevc'],
    ['of ten bits', withVideo({ pixelFormat: 'yuv420p10le' }), 'pixel format yuv420p10le'],
    ['of a studio profile', withVideo({ profile: 'High 4:2:2' }), 'profile High 4:2:2'],
    ['whose profile is not known', withVideo({ profile: null }), 'profile null'],
    ['that is interlaced', withVideo({ interlaced: true }), 'interlaced'],
    ['that is turned', withVideo({ rotation: 90 }), 'turned by its display matrix'],
    ['that is mirrored', withVideo({ mirrored: true }), 'turned by its display matrix'],
    ['with wide pixels', withVideo({ sampleAspect: 64 / 45 }), 'pixels that are not square'],
    ['larger than full HD', withVideo({ codedWidth: 1922, codedHeight: 1088 }), 'larger than 1080p'],
    ['of too many bits', someFacts({ bitRate: 16_000_001 }), '16000001 bits per second'],
    ['of a changing frame rate', withVideo({ variableFrameRate: true }), 'variable frame rate'],
    // 17 ms is more than half a frame of ours: the copy and the ladder would show different frames at one time.
    ['that begins late', withVideo({ startMs: 17 }), 'starts at 17 ms'],
    ['that begins early', withVideo({ startMs: -17 }), 'starts at -17 ms'],
    ['whose beginning was cut away', withVideo({ hasHiddenFrames: true }), 'frames cut away by an edit list'],
    ['with few keyframes', withVideo({ keyframeGapMs: 5001 }), '5001 ms between keyframes'],
    ['in HDR', withVideo({ hdr: 'pq' }), 'HDR'],
    [
      'whose sound goes on',
      someFacts({ audio: someAudio({ endMs: 10_301 }) }),
      'sound and picture end apart',
    ],
    ['whose sound stops', someFacts({ audio: someAudio({ endMs: 9_699 }) }), 'sound and picture end apart'],
  ])('%s', (_, facts, obstacle) => {
    expect(remuxObstacles(facts)).toEqual([obstacle])
    expect(mayRemux(facts)).toBe(false)
  })

  test('and every reason is told', () => {
    const facts = withVideo({ hdr: 'hlg', codec: 'hevc', profile: 'Main 10', pixelFormat: 'yuv420p10le' })
    expect(remuxObstacles(facts)).toHaveLength(4)
  })
})

describe('sound', () => {
  test.each<[string, Partial<AudioFacts>, boolean]>([
    ['of two channels of AAC is copied', {}, true],
    ['of one channel is copied', { channels: 1 }, true],
    ['at the rate of a compact disc is copied', { sampleRate: 44_100 }, true],
    ['of six channels is folded', { channels: 6 }, false],
    ['at a low rate is encoded', { sampleRate: 32_000 }, false],
    ['in HE-AAC is encoded', { profile: 'HE-AAC' }, false],
    ['in another codec is encoded', { codec: 'mp3', profile: null }, false],
    // A copy would begin with the picture, and be heard that much too early.
    ['that begins later than the picture is encoded', { startMs: 21 }, false],
    ['that begins nearly with it is copied', { startMs: 20 }, true],
    ['that begins before it is encoded', { startMs: -21 }, false],
  ])('%s', (_, changes, copied) => {
    expect(mayCopySound(someFacts({ audio: someAudio(changes) }))).toBe(copied)
  })

  test('is measured from where the picture begins', () => {
    const video = someVideo({ startMs: 15 })
    expect(mayCopySound(someFacts({ video, audio: someAudio({ startMs: 35 }) }))).toBe(true)
    expect(mayCopySound(someFacts({ video, audio: someAudio({ startMs: -6 }) }))).toBe(false)
  })

  test('that is not there is not copied', () => {
    expect(mayCopySound(someFacts({ audio: null }))).toBe(false)
  })
})
