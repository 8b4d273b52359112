import { copyFile, rename, writeFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { countFrames, type Frames, planChunks } from '../../../src/platform/media/chunk-plan.ts'
import { encodeRungs } from '../../../src/platform/media/encode.ts'
import { encodeChunk, encodeSound } from '../../../src/platform/media/encode-chunk.ts'
import type { Cut, Redaction } from '../../../src/platform/media/facts.ts'
import { joinChunks, UnlikeChunks } from '../../../src/platform/media/join-chunks.ts'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { parsePlaylist } from '../../../src/platform/media/playlist.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../../../src/platform/media/verify.ts'
import { verifyFrames } from '../../../src/platform/media/verify-frames.ts'
import { readFragments } from '../../support/fragments.ts'
import { pixelsIn } from '../../support/likeness.ts'
import { numbered, words } from '../../support/make-media.ts'
import { freshFolders, rejectionOf, type Work, workOn, workOnFile } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { beepOnsets, grayFrames, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()
/** As in production, only shorter: chunks of two seconds and more, one keyframe at least in each. */
const rule = { longMs: 0, leastMs: 2000, perWorker: 2 }

interface Made {
  readonly whole: readonly Packaged[]
  readonly joined: readonly Packaged[]
  readonly chunks: readonly Frames[]
  readonly count: number
}

/** The two smallest pictures and the sound, made as a whole and in chunks. */
async function bothOf(work: Work, cut: Cut | null = null): Promise<Made> {
  const { tools, facts } = work
  const ladder = planRenditions(facts)
  const plan = { ...ladder, video: ladder.video.slice(-2) }
  const whole = await encodeRungs({ ...work, cut, plan })
  const chunks = planChunks(facts, cut, 2, rule)
  if (!chunks) throw new Error('it has no chunks')
  const folder = await fresh()
  const named: (Frames & { name: string })[] = []
  for (const [at, chunk] of chunks.entries()) {
    const name = `${at}.mp4`
    await rename(await encodeChunk({ ...work, folder: await fresh(), cut, plan, chunk }), `${folder}/${name}`)
    named.push({ ...chunk, name })
  }
  if (facts.audio) await encodeSound({ ...work, folder, cut, plan })
  const joined = await joinChunks({ tools, plan, chunks: named, sound: facts.audio && 'sound.mp4', folder })
  const lengthMs = cut ? cut.outMs - cut.inMs : facts.durationMs
  for (const one of joined) await verifyRendition(tools, one, lengthMs)
  return { whole, joined, chunks, count: countFrames(facts, cut) }
}

const tracksOf = async ({ file }: Packaged) =>
  new Map((await readFragments(file)).map(({ kind, samples }) => [kind, samples]))
const numbersOf = async ({ file, width, height }: Packaged) =>
  (await shownFrames(file, width ?? 0, height ?? 0)).map(({ number }) => number)
const secondsOf = ({ playlist }: Packaged) => parsePlaylist(playlist).segments.map(({ seconds }) => seconds)
const from =
  (options: Parameters<typeof numbered>[1], extension = 'mp4') =>
  async () => {
    const file = `${await fresh()}/source.${extension}`
    await numbered(file, { size: '320x180', ...options })
    return workOnFile(file, await fresh())
  }
const of = (name: SampleName) => async () => workOn(name, await fresh())

const long = words('-c:v libx264 -preset ultrafast -pix_fmt yuv420p')
const bFrames = [...long, ...words('-bf 3 -g 75')]
const sparse = [...long, ...words('-bf 0 -g 9999')]
/** The picture stands from frame 100 to 400; chunks begin within. */
const withHole = {
  seconds: 16,
  filter: ",select='not(between(n,100,400))*(mod(n,3)+gt(n,200))'",
  more: ['-fps_mode', 'vfr'],
}

describe.concurrent('chunks, put together, are the whole encode', () => {
  test.each<[string, () => Promise<Work>, Cut | null]>([
    ['of one with B-frames and few keyframes', from({ seconds: 10, picture: bFrames }), null],
    ['of one with a single keyframe', from({ seconds: 9, picture: sparse }), null],
    ['of 25 frames a second', from({ seconds: 9, fps: 25 }), null],
    [
      'of fragments without an index',
      from({ seconds: 9, more: ['-movflags', 'frag_keyframe+empty_moov'] }),
      null,
    ],
    ['of Matroska with a changing frame rate', from({ ...withHole, picture: bFrames }, 'mkv'), null],
    ['of a browser’s recording without an index', of('no-duration.webm'), { inMs: 0, outMs: 4000 }],
    ['of one trimmed on the phone', of('trimmed.mp4'), null],
    ['of a phone held upright', of('portrait.mp4'), { inMs: 0, outMs: 4000 }],
    ['of one whose picture ends in the first chunk', from({ seconds: 3, soundSeconds: 12 }), null],
    ['of one whose picture comes late', of('late-picture.mp4'), null],
    ['of a cut from between two frames', from({ seconds: 16 }), { inMs: 1017, outMs: 12_345 }],
    [
      'of a cut of 25 frames a second',
      from({ seconds: 16, fps: 25, picture: bFrames }),
      { inMs: 2511, outMs: 15_007 },
    ],
    [
      'of a cut of a changing frame rate, out of a hole',
      from({ ...withHole, picture: bFrames }),
      { inMs: 5133, outMs: 15_500 },
    ],
  ])('%s', { timeout: 120_000 }, async (_, open, cut) => {
    const { whole, joined, chunks, count } = await bothOf(await open(), cut)
    expect(chunks.length).toBeGreaterThan(1)
    expect(
      joined.map(({ name, kind, width, height, codecs }) => ({ name, kind, width, height, codecs })),
    ).toEqual(whole.map(({ name, kind, width, height, codecs }) => ({ name, kind, width, height, codecs })))
    for (const [at, made] of joined.entries()) {
      const [here, there] = [await tracksOf(made), await tracksOf(whole[at] as Packaged)]
      const ends = made.kind === 'video' ? count : 0
      expect(here.get('video')?.length ?? 0).toBe(ends)
      expect(here.get('video')?.map(({ at: time }) => time) ?? []).toEqual(
        Array.from({ length: ends }, (_value, n) => expect.closeTo(n / 30, 9)),
      )
      // Where the picture is shorter than the sound, the whole may have one frame more or less at its very end.
      expect(Math.abs((there.get('video')?.length ?? 0) - ends)).toBeLessThanOrEqual(cut ? 0 : 1)
      expect(
        here
          .get('video')
          ?.map(({ isKey }) => isKey)
          .slice(0, ends - 1),
      ).toEqual(
        there
          .get('video')
          ?.map(({ isKey }) => isKey)
          .slice(0, ends - 1),
      )
      expect(here.get('audio')).toEqual(there.get('audio'))
      expect(secondsOf(made).slice(0, -1)).toEqual(secondsOf(whole[at] as Packaged).slice(0, -1))
      expect(secondsOf(made).at(-1)).toBeCloseTo(secondsOf(whole[at] as Packaged).at(-1) ?? 0, 1)
      if (made.kind === 'audio') continue
      const shown = await numbersOf(whole[at] as Packaged)
      expect((await numbersOf(made)).slice(0, shown.length)).toEqual(shown.slice(0, count))
    }
  })

  test('number after number, and each beep within an AAC frame of its second, from the first to the last', {
    timeout: 60_000,
  }, async () => {
    const { joined, chunks } = await bothOf(await from({ seconds: 30, picture: bFrames })())
    expect(chunks).toHaveLength(4)
    for (const made of joined) {
      if (made.kind === 'video')
        expect(await numbersOf(made)).toEqual(Array.from({ length: 900 }, (_, n) => n))
      const [, ...onsets] = await beepOnsets(made.file)
      expect(onsets).toHaveLength(29)
      for (const [at, onset] of onsets.entries()) expect(Math.abs(onset - at - 1)).toBeLessThan(1024 / 48_000)
    }
  })
})

describe.concurrent('INV-09: chunks hide what the whole hides', () => {
  test('in the very same frames, across the borders of chunks, and nothing else', {
    timeout: 60_000,
  }, async () => {
    const region = { x: 0.1, y: 0.4, width: 0.3, height: 0.3 }
    const apart = { x: 0.6, y: 0.4, width: 0.3, height: 0.3 }
    const redactions: Redaction[] = [
      // Over a border, within a chunk, from before the cut, and to beyond its end.
      { kind: 'box', startMs: 5900, endMs: 6300, region },
      { kind: 'box', startMs: 500, endMs: 1500, region },
      { kind: 'box', startMs: 11_000, endMs: 14_000, region },
      { kind: 'coarse', startMs: 3000, endMs: 4100, region: apart },
      { kind: 'mute', startMs: 7900, endMs: 9050 },
    ]
    const cut = { inMs: 1017, outMs: 12_345, redactions }
    const { whole, joined, chunks } = await bothOf(await from({ seconds: 16, picture: bFrames })(), cut)
    expect(chunks.map(({ first }) => first)).toEqual([0, 60, 180, 240])
    for (const [at, made] of joined.entries()) {
      if (made.kind === 'audio') continue
      const [here, there] = [made, whole[at] as Packaged]
      const [width, height] = [made.width ?? 0, made.height ?? 0]
      const [seen, wanted] = [
        await grayFrames(here.file, width, height),
        await grayFrames(there.file, width, height),
      ]
      let black = 0
      for (const [n, gray] of seen.entries()) {
        const [mine, its] = [pixelsIn(gray, width, region), pixelsIn(wanted[n] as Buffer, width, region)].map(
          mean,
        )
        expect(Math.abs((mine ?? 0) - (its ?? 0)), `frame ${n}`).toBeLessThan(4)
        if ((mine ?? 0) < 20) black++
        const [coarse, other] = [pixelsIn(gray, width, apart), pixelsIn(wanted[n] as Buffer, width, apart)]
        expect(differs(coarse, other), `squares of frame ${n}`).toBeLessThan(12)
      }
      expect(black).toBeGreaterThan(60)
    }
    const onsets = await beepOnsets(joined.at(-1)?.file ?? '')
    expect(onsets).toEqual(await beepOnsets(whole.at(-1)?.file ?? ''))
    expect(onsets.filter((onset) => Math.abs(onset + 1.017 - 8) < 0.2)).toEqual([])
    expect(onsets.length).toBeGreaterThan(8)
  })
})

const mean = (pixels: readonly number[]) => pixels.reduce((sum, value) => sum + value, 0) / pixels.length
const differs = (some: readonly number[], others: readonly number[]) =>
  mean(some.map((value, at) => Math.abs(value - (others[at] ?? 0))))

describe('what does not belong together', () => {
  test('is not put together: other sizes, other parameter sets, a chunk that is missing', async () => {
    const work = await from({ seconds: 4, sound: null })()
    const { tools } = work
    const video = planRenditions(work.facts).video.slice(-1)
    const plan = { video, audio: null, soundAlone: false }
    const folder = await fresh()
    const make = async (name: string, chunk: Frames, rung = video[0]) => {
      const made = await encodeChunk({
        ...{ ...work, folder: await fresh(), chunk },
        plan: { ...plan, video: [rung].filter((one) => one !== undefined) },
      })
      await copyFile(made, `${folder}/${name}`)
    }
    await make('a.mp4', { first: 0, end: 60 })
    await make('b.mp4', { first: 60, end: 120 })
    const smaller = video[0] && { ...video[0], width: 160, height: 90 }
    await make('smaller.mp4', { first: 60, end: 120 }, smaller)
    await make('faster.mp4', { first: 60, end: 120 }, video[0] && { ...video[0], maxRate: 9_000_000 })
    const join = (second: string, first = 60) =>
      joinChunks({
        ...{ tools, plan, folder, sound: null },
        chunks: [
          { name: 'a.mp4', first: 0, end: 60 },
          { name: second, first, end: 120 },
        ],
      })
    expect((await join('b.mp4'))[0]?.durationMs).toBe(4000)
    for (const unlike of ['smaller.mp4', 'faster.mp4'])
      expect(await rejectionOf(join(unlike))).toBeInstanceOf(UnlikeChunks)
    expect(await rejectionOf(join('b.mp4', 61))).toBeInstanceOf(UnlikeChunks)
    // One that ends early leaves a hole.
    await make('short.mp4', { first: 60, end: 119 })
    expect(await rejectionOf(join('short.mp4'))).toMatchObject({
      message: expect.stringContaining('119 frames in 1 tracks and not 120'),
    })
    await writeFile(`${folder}/none.mp4`, 'nothing')
    expect(await rejectionOf(join('none.mp4'))).toBeInstanceOf(UnlikeChunks)
  })

  test('frames that are late, too many or too few are found in what was made', async () => {
    const file = `${await fresh()}/plain.mp4`
    await numbered(file, {
      seconds: 2,
      size: '320x180',
      picture: [...long, ...words('-bf 0 -g 60')],
      sound: null,
    })
    const { tools } = await workOnFile(file, await fresh())
    await verifyFrames(tools, file, { frames: 60 })
    for (const promised of [{ frames: 59 }, { frames: 61 }, { frames: 60, tracks: 2 }])
      expect(await rejectionOf(verifyFrames(tools, file, promised))).toMatchObject({
        code: 'preparing-failed',
      })
    const pal = `${await fresh()}/pal.mp4`
    await numbered(pal, { seconds: 2, fps: 25, size: '320x180', sound: null })
    expect(await rejectionOf(verifyFrames(tools, pal, { frames: 50 }))).toMatchObject({
      message: expect.stringContaining('frame 1 is at'),
    })
  })
})
