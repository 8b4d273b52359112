import { describe, expect, test } from 'vitest'
import type { ProbedStream } from '../../../src/platform/media/read-header.ts'
import { containerOf, isPicture, isReadable } from '../../../src/platform/media/stream-facts.ts'

const stream: ProbedStream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1280,
  height: 720,
}

describe('which streams count', () => {
  test.each<[string, Partial<ProbedStream>, boolean, boolean]>([
    ['a picture', {}, true, true],
    ['cover art is no picture', { disposition: { attached_pic: 1 } }, false, true],
    ['a codec that ffmpeg does not know', { codec_name: 'unknown' }, true, false],
    ['a picture without a size', { width: 0, height: 0 }, true, false],
    ['sound', { codec_type: 'audio', channels: 1, sample_rate: '48000' }, false, true],
    ['sound without channels', { codec_type: 'audio', channels: 0, sample_rate: '48000' }, false, false],
    ['sound without a rate', { codec_type: 'audio', channels: 1, sample_rate: '0' }, false, false],
  ])('%s', (_, changes, picture, readable) => {
    expect(isPicture({ ...stream, ...changes })).toBe(picture)
    expect(isReadable({ ...stream, ...changes })).toBe(readable)
  })

  test.each([
    ['mov,mp4,m4a,3gp,3g2,mj2', 'mov'],
    ['matroska,webm', 'matroska'],
    ['mpegts', 'mpegts'],
    ['hls', undefined],
    ['mov', undefined],
    [undefined, undefined],
  ])('the format %s is the container %s', (name, container) => {
    expect(containerOf(name)).toBe(container)
  })
})
