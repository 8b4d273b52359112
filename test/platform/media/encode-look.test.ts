import { describe, expect, test } from 'vitest'
import { encodeRungs } from '../../../src/platform/media/encode.ts'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { probe } from '../../../src/platform/media/probe.ts'
import { planFirstRung } from '../../../src/platform/media/rendition-plan.ts'
import { ffmpeg, words } from '../../support/make-media.ts'
import { encodedFrom, freshFolders, mediaTools, pictureOf } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { grayFrames, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()

const pictures = (made: readonly Packaged[]) => made.filter(({ kind }) => kind === 'video')

describe.concurrent('a picture stands upright, at its own shape', () => {
  test.each<[string, SampleName, string[]]>([
    ['a rotated clip', 'rotated.mp4', ['640x360', '426x240']],
    ['a phone held upright', 'portrait.mp4', ['360x640', '240x426']],
    ['a phone held upside down', 'upside-down.mp4', ['640x360', '426x240']],
    ['a selfie, mirrored as the file asks', 'mirrored.mp4', ['640x360', '426x240']],
    ['wide pixels, as a television shows them', 'anamorphic.mp4', ['854x480', '426x240']],
    ['odd sides, one column and row less', 'odd.mp4', ['852x480', '426x240']],
  ])('%s (%s)', async (_, name, sizes) => {
    const made = pictures(await encodedFrom(name, await fresh()))
    expect(made.map(({ width, height }) => `${width}x${height}`)).toEqual(sizes)
    for (const { file, width, height } of made) {
      const seen = await pictureOf(file)
      expect(seen).toMatchObject({ width, height, sample_aspect_ratio: '1:1' })
      expect(seen?.side_data_list).toBeUndefined()
      // The strip lies across the top and counts from the left only when the picture does not lie, stand or look the wrong way.
      const frames = await shownFrames(file, width ?? 0, height ?? 0)
      expect(frames.slice(20, 30).map(({ number }) => number)).toEqual([
        20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
      ])
    }
  })
})

describe.concurrent('a picture has the colours of ordinary screens', () => {
  test.each<SampleName>(['hdr.mp4', 'hdr-pq.mp4', 'ten-bit.mp4', 'camera.avi'])('%s', async (name) => {
    for (const { file, width, height } of pictures(await encodedFrom(name, await fresh()))) {
      const seen = await pictureOf(file)
      expect(seen).toMatchObject({ pix_fmt: 'yuv420p', color_range: 'tv' })
      expect(['bt709', 'smpte170m', 'bt470bg']).toContain(seen?.color_space)
      // White is white and black is black, or the numbers could not be read.
      const frames = await shownFrames(file, width ?? 0, height ?? 0)
      expect(frames.slice(20, 25).map(({ number }) => number)).toEqual([20, 21, 22, 23, 24])
    }
  })

  test('HDR is tagged as what it has become', async () => {
    for (const { file } of pictures(await encodedFrom('hdr.mp4', await fresh())))
      expect(await pictureOf(file)).toMatchObject({
        color_space: 'bt709',
        color_transfer: 'bt709',
        color_primaries: 'bt709',
      })
  })

  test('HDR is mapped to the light of a screen, from black to white, and never folds back', async () => {
    const folder = await fresh()
    const steps = 16
    const codes = Array.from({ length: steps }, (_, step) => step / (steps - 1))
    // Sixteen grays of HDR from left to right, in 10 bits of limited range.
    const ramp = `color=gray:s=320x180:r=30:d=0.2,format=yuv420p10le,geq=lum='64+876*floor(X/20)/${steps - 1}':cb=512:cr=512`
    const x265 = '-c:v libx265 -preset ultrafast -tag:v hvc1 -x265-params'
    const tags = 'log-level=none:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc'
    await ffmpeg('-f', 'lavfi', '-i', ramp, ...words(x265), tags, `${folder}/ramp.mp4`)

    const grays = async (hasToneMapping: boolean) => {
      const tools = { ...(await mediaTools()), hasToneMapping }
      const source = `${folder}/ramp.mp4`
      const facts = await probe(tools, source)
      const job = { tools, source, facts, folder: await fresh(), plan: planFirstRung(facts) }
      const [rendition] = await encodeRungs(job)
      const [, frame] = await grayFrames(rendition?.file ?? '', 320, 180)
      return codes.map((_, step) => frame?.[90 * 320 + step * 20 + 10] ?? -1)
    }
    const mapped = await grays(true)
    expect(mapped).toEqual(mapped.toSorted((a, b) => a - b))
    expect(mapped[0]).toBeLessThan(8)
    expect(mapped.at(-1)).toBeGreaterThan(247)
    // The code of 100 nit, the white of paper (SMPTE ST 2084: 0.508), is the middle gray of a screen that knows nothing of it.
    const paper = codes.findIndex((code) => code >= 0.508)
    const plain = await grays(false)
    expect(plain[paper]).toBeLessThan(145)
    expect(mapped[paper]).toBeGreaterThan((plain[paper] ?? 255) + 15)
  })
})
