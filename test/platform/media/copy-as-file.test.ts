import { readFile, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { copyAsFile } from '../../../src/platform/media/copy-as-file.ts'
import { verifyRendition } from '../../../src/platform/media/verify.ts'
import { matrices, turn } from '../../support/alter-media.ts'
import { ffmpeg, numbered, words } from '../../support/make-media.ts'
import { freshFolders, pictureOf, workOn, workOnFile } from '../../support/media-work.ts'
import { sample } from '../../support/samples.ts'

const fresh = freshFolders()

/** The time and the checksum of each frame, turned upright by what the file says, as players do it. */
async function framesOf(file: string): Promise<string[]> {
  const text = await ffmpeg(
    ...[
      '-i',
      file,
      '-map',
      '0:v:0',
      '-vf',
      'settb=1/90000',
      '-fps_mode',
      'passthrough',
      '-f',
      'framemd5',
      '-',
    ],
  )
  const lines = text.toString().split('\n')
  return lines.filter((line) => line !== '' && !line.startsWith('#'))
}

describe.concurrent('a recording that is turned', () => {
  test.each(['rotated.mp4', 'portrait.mp4', 'upside-down.mp4'] as const)(
    'is copied into one file that says so, without a frame or a turn less (%s)',
    async (name) => {
      const work = await workOn(name, await fresh())
      const made = await copyAsFile(work)
      await verifyRendition(work.tools, made, work.facts.durationMs)
      const { width, height } = work.facts.video ?? { width: 0, height: 0 }
      expect(made).toMatchObject({ name: 'source', kind: 'video', playlist: null, width, height })
      expect(made.codecs).toMatch(/^avc1\.[0-9a-f]{6},mp4a\.40\.2$/)
      const [source, copy] = [await pictureOf(work.source), await pictureOf(made.file)]
      expect(copy?.side_data_list).toEqual(source?.side_data_list)
      expect(await framesOf(made.file)).toEqual(await framesOf(work.source))
    },
  )

  test('says first what is in it, so that it plays before all of it is there', async () => {
    const { file } = await copyAsFile(await workOn('rotated.mp4', await fresh()))
    const bytes = await readFile(file)
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
    expect(bytes.indexOf('moov')).toBeGreaterThan(0)
  })

  test('with B-frames shows them at their times', async () => {
    const folder = await fresh()
    const source = `${folder}/turned.mp4`
    const picture = words('-c:v libx264 -preset veryfast -bf 3 -g 60 -pix_fmt yuv420p')
    await numbered(source, { seconds: 3, picture, filter: ',transpose=2' })
    await turn(source, matrices.right)
    const work = await workOnFile(source, await fresh())
    const made = await copyAsFile(work)
    expect(await framesOf(made.file)).toEqual(await framesOf(source))
  })

  test('leaves behind what the camera wrote about place, device and people', async () => {
    const folder = await fresh()
    const source = `${folder}/personal.mov`
    const bytes = await readFile(await sample('personal.mov'))
    await writeFile(source, bytes)
    await turn(source, matrices.right)
    const work = await workOnFile(source, await fresh())
    expect(work.facts.video?.rotation).toBe(90)
    const made = (await readFile((await copyAsFile(work)).file)).toString('latin1')
    for (const secret of [
      '52.3702',
      '004.8952',
      'SecretPhone',
      'Apple',
      'Juf Anna',
      'ISO6709',
      'com.apple',
    ]) {
      expect(bytes.includes(secret), secret).toBe(true)
      expect(made.includes(secret), secret).toBe(false)
    }
  })
})
