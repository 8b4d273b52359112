import { stat } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { makePoster } from '../../../src/platform/media/poster.ts'
import { ffmpeg, words } from '../../support/make-media.ts'
import { freshFolders, streamsOf, workOn, workOnFile } from '../../support/media-work.ts'
import { readFrameNumber, type SampleName } from '../../support/samples.ts'
import { grayFrames } from '../../support/watch.ts'

const fresh = freshFolders()

/** The poster of a sample, and its pixels. */
async function posterOf(name: SampleName) {
  const poster = await makePoster(await workOn(name, await fresh()))
  if (!poster) throw new Error('no poster')
  const [pixels = Buffer.alloc(0)] = await grayFrames(poster.file, poster.width, poster.height)
  return { ...poster, pixels, number: readFrameNumber(pixels, poster.width, poster.height) }
}

const lightOf = (pixels: Buffer) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length

describe.concurrent('a poster', () => {
  test('is one JPEG of the size it says, a tenth into the clip', async () => {
    const { file, bytes, contentType, width, height, number } = await posterOf('hd.mp4')
    expect(contentType).toBe('image/jpeg')
    expect(bytes).toBe((await stat(file)).size)
    expect(await streamsOf(file)).toMatchObject([{ codec_name: 'mjpeg', width, height }])
    expect(`${width}x${height}`).toBe('1280x720')
    // Of 150 frames; a seek may be one frame off.
    expect(Math.abs(number - 15)).toBeLessThanOrEqual(1)
  })

  test.each<[string, SampleName, string]>([
    ['a rotated clip', 'rotated.mp4', '640x360'],
    ['a phone held upright', 'portrait.mp4', '360x640'],
    ['a phone held upside down', 'upside-down.mp4', '640x360'],
    ['wide pixels', 'anamorphic.mp4', '1024x576'],
  ])('of %s stands upright, at its own shape', async (_, name, size) => {
    const { width, height, number } = await posterOf(name)
    expect(`${width}x${height}`).toBe(size)
    // Read from the strip across the top: a tenth into clips of two to six seconds.
    expect(number).toBeGreaterThanOrEqual(5)
    expect(number).toBeLessThanOrEqual(19)
  })

  test('of a clip that begins in the dark shows what comes after', async () => {
    const { pixels } = await posterOf('black-start.mp4')
    expect(lightOf(pixels)).toBeGreaterThan(40)
  })

  test('of a clip that is dark throughout is dark', async () => {
    expect(lightOf((await posterOf('black.mp4')).pixels)).toBeLessThan(10)
  })

  test.each<SampleName>(['short.mp4', 'hdr.mp4', 'late-picture.mp4', 'trimmed.mp4', 'flipped-bytes.mp4'])(
    'can be taken of %s',
    async (name) => {
      expect(lightOf((await posterOf(name)).pixels)).toBeGreaterThan(40)
    },
  )

  test('of one trimmed on the phone shows nothing that was cut away', async () => {
    expect((await posterOf('trimmed.mp4')).number).toBeGreaterThanOrEqual(45)
  })

  test('can be taken of a single picture', async () => {
    const folder = await fresh()
    const source = `${folder}/one.mp4`
    await ffmpeg(...words('-f lavfi -i testsrc2=s=320x180:r=30 -frames:v 1'), source)
    const poster = await makePoster(await workOnFile(source, folder))
    expect(poster).toMatchObject({ width: 320, height: 180 })
  })

  test('is not larger than 1280 on its longer side', async () => {
    const folder = await fresh()
    const source = `${folder}/large.mp4`
    await ffmpeg(
      ...words('-f lavfi -i testsrc2=s=1080x1920:r=10:d=0.3 -c:v libx264 -preset ultrafast'),
      source,
    )
    const poster = await makePoster(await workOnFile(source, folder))
    expect(poster).toMatchObject({ width: 720, height: 1280 })
  })

  test('is not made of sound alone', async () => {
    expect(await makePoster(await workOn('audio-only.m4a', await fresh()))).toBeNull()
  })
})
