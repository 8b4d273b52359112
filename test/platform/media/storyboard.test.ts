import { readdir, stat } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { encodeRungs } from '../../../src/platform/media/encode.ts'
import { planFirstRung } from '../../../src/platform/media/rendition-plan.ts'
import { makeStoryboard, type StoryboardJob } from '../../../src/platform/media/storyboard.ts'
import { pixelsIn } from '../../support/likeness.ts'
import { ffmpeg, numbered, numbers, words } from '../../support/make-media.ts'
import { encodedFrom, freshFolders, mediaTools, streamsOf, workOnFile } from '../../support/media-work.ts'
import { readFrameNumber } from '../../support/samples.ts'
import { grayFrames } from '../../support/watch.ts'

const fresh = freshFolders()

/** A rendition whose frames come each half second, with a keyframe each two, as ours have. */
async function longRendition(folder: string, seconds: number, size: `${number}x${number}` = '320x180') {
  const file = `${folder}/media.mp4`
  const source = ['-f', 'lavfi', '-i', numbers(size, 2, seconds)]
  await ffmpeg(...source, ...words('-c:v libx264 -preset ultrafast -bf 0 -g 4 -pix_fmt yuv420p'), file)
  const [width = 0, height = 0] = size.split('x').map(Number)
  return { file, width, height, durationMs: seconds * 1000 }
}

/** The storyboard of a rendition, with the number that each tile shows. */
async function storyboardOf(rendition: StoryboardJob['rendition'], folder: string) {
  const storyboard = await makeStoryboard({ tools: await mediaTools(), rendition, folder })
  if (!storyboard) throw new Error('no storyboard')
  const { sheets, columns, tileWidth, tileHeight } = storyboard
  const shown: number[] = []
  for (const { file, width, height, tiles } of sheets) {
    const [pixels = Buffer.alloc(0)] = await grayFrames(file, width, height)
    for (let n = 0; n < tiles; n++) {
      const at = Math.floor(n / columns) * tileHeight * width + (n % columns) * tileWidth
      const rows = Array.from({ length: tileHeight }, (_, row) =>
        pixels.subarray(at + row * width, at + row * width + tileWidth),
      )
      shown.push(readFrameNumber(Buffer.concat(rows), tileWidth, tileHeight))
    }
  }
  return { ...storyboard, shown }
}

describe.concurrent('a storyboard', () => {
  test('of a rendition of ours has a tile each five seconds, which shows the keyframe before its time', async () => {
    const folder = await fresh()
    const source = `${folder}/lesson.mp4`
    await numbered(source, { seconds: 12, size: '426x240' })
    const work = await workOnFile(source, folder)
    const [rendition] = await encodeRungs({ ...work, plan: planFirstRung(work.facts) })
    if (!rendition) throw new Error('nothing was made')
    const { shown, columns, everyMs, sheets, tileWidth, tileHeight } = await storyboardOf(rendition, folder)
    expect({ columns, everyMs, tileWidth, tileHeight }).toEqual({
      ...{ columns: 3, everyMs: 5000, tileWidth: 160, tileHeight: 90 },
    })
    expect(sheets).toMatchObject([{ tiles: 3, width: 480, height: 90 }])
    // Keyframes stand at 0, 2, 4 … seconds: those at or before 0, 5 and 10.
    expect(shown).toEqual([0, 4 * 30, 10 * 30])
  })

  test('of 83 seconds is rows of ten, the last of them begun', async () => {
    const folder = await fresh()
    const { shown, columns, sheets } = await storyboardOf(await longRendition(folder, 83), folder)
    expect(columns).toBe(10)
    expect(sheets).toMatchObject([{ tiles: 17, width: 1600, height: 180 }])
    // Two frames a second, of which every fourth can be shown.
    expect(shown).toEqual(Array.from({ length: 17 }, (_, n) => Math.floor((n * 5 * 2) / 4) * 4))
  })

  test.each([
    ['500 seconds fill a sheet', 500, [100]],
    ['501 seconds begin another', 501, [100, 1]],
    ['1012 seconds are two sheets and three tiles', 1012, [100, 100, 3]],
  ])('%s', async (_, seconds, tiles) => {
    const folder = await fresh()
    const rendition = await longRendition(folder, seconds)
    const { sheets, shown, columns, contentType } = await storyboardOf(rendition, folder)
    expect(sheets.map((sheet) => sheet.tiles)).toEqual(tiles)
    expect(columns).toBe(10)
    expect(contentType).toBe('image/jpeg')
    expect(shown).toEqual(Array.from({ length: shown.length }, (_, n) => Math.floor((n * 5 * 2) / 4) * 4))
    expect(await readdir(`${folder}/storyboard`)).toHaveLength(tiles.length)
    for (const { file, bytes, width, height } of sheets) {
      expect(bytes).toBe((await stat(file)).size)
      expect(await streamsOf(file)).toMatchObject([{ codec_name: 'mjpeg', width, height }])
    }
  })

  test('of a clip of a moment is one tile', async () => {
    const folder = await fresh()
    const made = await encodedFrom('short.mp4', folder)
    const smallest = made.find(({ name }) => name === '240')
    if (!smallest) throw new Error('no 240')
    const { shown, sheets } = await storyboardOf(smallest, folder)
    expect(sheets).toMatchObject([{ tiles: 1, width: 160, height: 90 }])
    expect(shown).toEqual([0])
  })

  test('hides in a tile what is hidden at any time that it stands for', async () => {
    const folder = await fresh()
    const region = { x: 0.25, y: 0.4, width: 0.5, height: 0.5 }
    const times = [
      [0, 100],
      [14_000, 14_100],
      // A frame more is hidden at each end, and the next tile begins right then.
      [19_990, 20_000],
      [400_100, 404_900],
      [508_000, 509_000],
    ] as const
    const redactions = times.map(([startMs, endMs]) => ({ kind: 'box', startMs, endMs, region }) as const)
    const rendition = await longRendition(folder, 508)
    const cut = { inMs: 1000, outMs: 509_000, redactions }
    const job = { tools: await mediaTools(), rendition, folder }
    const hidden = await makeStoryboard({ ...job, cut })
    if (!hidden) throw new Error('no storyboard')
    const { sheets, columns, tileWidth, tileHeight } = hidden
    const black: number[] = []
    for (const [sheet, { file, width, height, tiles }] of sheets.entries()) {
      const [pixels = Buffer.alloc(0)] = await grayFrames(file, width, height)
      for (let n = 0; n < tiles; n++) {
        const [x, y] = [n % columns, Math.floor(n / columns)]
        const tile = Buffer.concat(
          Array.from({ length: tileHeight }, (_, row) => {
            const at = (y * tileHeight + row) * width + x * tileWidth
            return pixels.subarray(at, at + tileWidth)
          }),
        )
        if (Math.max(...pixelsIn(tile, tileWidth, region)) < 40) black.push(sheet * 100 + n)
      }
    }
    expect(black).toEqual([2, 3, 79, 80, 101])
  })

  test('of a phone held upright has upright tiles', async () => {
    const folder = await fresh()
    const rendition = await longRendition(folder, 11, '240x426')
    const { tileWidth, tileHeight, shown } = await storyboardOf(rendition, folder)
    expect([tileWidth, tileHeight]).toEqual([90, 160])
    expect(shown).toEqual([0, 8, 20])
  })

  test('made again replaces the one before', async () => {
    const folder = await fresh()
    await storyboardOf(await longRendition(folder, 501), folder)
    const again = await storyboardOf(await longRendition(folder, 11), folder)
    expect(again.sheets).toHaveLength(1)
    expect(await readdir(`${folder}/storyboard`)).toEqual(['0.jpg'])
  })

  test('is not made of sound alone', async () => {
    const folder = await fresh()
    const [sound] = await encodedFrom('audio-only.m4a', folder)
    if (!sound) throw new Error('nothing was made')
    expect(await makeStoryboard({ tools: await mediaTools(), rendition: sound, folder })).toBeNull()
  })
})
