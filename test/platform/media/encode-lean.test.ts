import { beforeAll, describe, expect, test } from 'vitest'
import { encodeLean } from '../../../src/platform/media/encode-lean.ts'
import type { Cut } from '../../../src/platform/media/facts.ts'
import { longMs, planLean } from '../../../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../../../src/platform/media/verify.ts'
import { numbered, words } from '../../support/make-media.ts'
import { freshFolders, pictureOf, streamsOf, workOn, workOnFile } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { beepOnsets, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()
const seconds = 25
const x264 = '-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p -g'

const files: Record<'often' | 'seldom' | 'never', string> = { often: '', seldom: '', never: '' }
beforeAll(async () => {
  const folder = await fresh()
  // Keyframes each second, as phones make them; each nine seconds; and one for all of it.
  for (const [name, gap] of Object.entries({ often: 30, seldom: 270, never: 9999 })) {
    files[name as keyof typeof files] = `${folder}/${name}.mp4`
    const picture = words(`${x264} ${gap} -sc_threshold 0`)
    await numbered(`${folder}/${name}.mp4`, { seconds, size: '854x480', picture })
  }
}, 120_000)

/** Stills and speech of a short file, made as if it were long. */
async function leanOf(source: string, cut: Cut | null = null) {
  const work = await workOnFile(source, await fresh())
  const plan = planLean(work.facts, longMs)
  if (!plan) throw new Error('it is long')
  const made = await encodeLean({ ...work, plan, cut })
  return { work, made }
}

/** The numbers of the frames that are shown, once for each half second. */
const numbersOf = async ({ file, width, height }: Awaited<ReturnType<typeof leanOf>>['made']) =>
  (await shownFrames(file, width ?? 0, height ?? 0)).map(({ at, number }) => ({ at, number }))

describe.concurrent('stills and speech', () => {
  test.each<[keyof typeof files, number[]]>([
    ['often', [0, 120, 240, 360, 480, 600, 720]],
    // The last that was seen by then: nothing is shown before its time.
    ['seldom', [0, 0, 0, 270, 270, 540, 540]],
    ['never', [0, 120, 240, 360, 480, 600, 720]],
  ])('show a picture each four seconds of a recording that has keyframes %s', async (name, expected) => {
    const { made } = await leanOf(files[name])
    const frames = await numbersOf(made)
    expect(frames).toHaveLength(2 * seconds)
    expect(frames).toEqual(
      frames.map((_, n) => ({ at: expect.closeTo(n / 2, 6), number: expected[Math.floor(n / 8)] })),
    )
  })

  test.each<keyof typeof files>(['often', 'seldom', 'never'])(
    'of a cut show and let hear nothing from outside of it (keyframes %s)',
    async (name) => {
      const cut = { inMs: 5_400, outMs: 17_250 }
      const { made, work } = await leanOf(files[name], cut)
      const frames = await numbersOf(made)
      for (const { number } of frames) {
        expect(number).toBeGreaterThanOrEqual(162)
        expect(number).toBeLessThan(518)
      }
      const onsets = await beepOnsets(made.file)
      expect(onsets).toHaveLength(12)
      for (const [at, onset] of onsets.entries()) expect(onset).toBeCloseTo(at + 0.6, 1)
      await verifyRendition(work.tools, made, cut.outMs - cut.inMs)
    },
  )

  test('take some ten thousand bits a second although everything moves, in pieces of eight seconds', async () => {
    const { made, work } = await leanOf(files.often)
    await verifyRendition(work.tools, made, work.facts.durationMs)
    expect(made).toMatchObject({ name: 'lean', kind: 'video', width: 640, height: 360 })
    expect(made.averageBandwidth).toBeLessThan(70_000)
    expect(made.playlist.match(/#EXTINF:8\.0+,/g)).toHaveLength(3)
    const sound = (await streamsOf(made.file)).find(({ codec_type }) => codec_type === 'audio')
    expect(sound).toMatchObject({ codec_name: 'aac', channels: 1, sample_rate: '24000' })
    expect(await beepOnsets(made.file)).toHaveLength(seconds)
  })

  test.each<[SampleName, string]>([
    ['portrait.mp4', '360x640'],
    ['hdr.mp4', '640x360'],
    ['interlaced.ts', '640x360'],
    ['no-duration.webm', '640x360'],
  ])('of %s stand upright in ordinary colours, no larger than they came', async (name, size) => {
    const work = await workOn(name, await fresh())
    const plan = planLean(work.facts, longMs)
    if (!plan) throw new Error('it is long')
    const made = await encodeLean({ ...work, plan })
    expect(`${made.width}x${made.height}`).toBe(size)
    const seen = await pictureOf(made.file)
    expect(seen).toMatchObject({ width: made.width, height: made.height, pix_fmt: 'yuv420p' })
    expect(seen?.side_data_list).toBeUndefined()
    expect((await numbersOf(made))[0]?.number).toBe(0)
    await verifyRendition(work.tools, made, work.facts.durationMs)
  })

  test('of sound alone are the speech alone', async () => {
    const work = await workOn('audio-only.m4a', await fresh())
    const plan = planLean(work.facts, longMs)
    if (!plan) throw new Error('it is long')
    const made = await encodeLean({ ...work, plan })
    expect(made).toMatchObject({ name: 'lean', kind: 'audio', width: null, codecs: 'mp4a.40.2' })
    expect(made.averageBandwidth).toBeLessThan(30_000)
    await verifyRendition(work.tools, made, work.facts.durationMs)
  })
})
