import { beforeAll, describe, expect, test } from 'vitest'
import { encodeLean } from '../../../src/platform/media/encode-lean.ts'
import type { Redaction } from '../../../src/platform/media/facts.ts'
import { longMs, planLean } from '../../../src/platform/media/rendition-plan.ts'
import { verifyRendition } from '../../../src/platform/media/verify.ts'
import { apart, correlation, detailOf, pixelsBeside, pixelsIn, rms } from '../../support/likeness.ts'
import { numbered, words } from '../../support/make-media.ts'
import { freshFolders, type Work, workOn, workOnFile } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { beepOnsets, grayFrames, shownFrames } from '../../support/watch.ts'

const fresh = freshFolders()
const seconds = 25
const framesPerStill = 8

/** A keyframe each second, each nine seconds, and one for all of it. */
const keyframes = { often: 30, seldom: 270, never: 9999 } as const
type Source = keyof typeof keyframes
const works: Partial<Record<Source, Work>> = {}
beforeAll(async () => {
  const folder = await fresh()
  for (const [name, gap] of Object.entries(keyframes)) {
    const file = `${folder}/${name}.mp4`
    const picture = words(`-c:v libx264 -preset ultrafast -bf 0 -pix_fmt yuv420p -sc_threshold 0 -g ${gap}`)
    await numbered(file, { seconds, size: '426x240', picture })
    works[name as Source] = await workOnFile(file, folder)
  }
}, 120_000)

const boxed = { x: 0.06, y: 0.4, width: 0.3, height: 0.3 }
const squared = { x: 0.55, y: 0.35, width: 0.4, height: 0.5 }
type Times = readonly [startMs: number, endMs: number]
const hides = (box: Times, squares: Times = box): Redaction[] => [
  { kind: 'box', startMs: box[0], endMs: box[1], region: boxed },
  { kind: 'coarse', startMs: squares[0], endMs: squares[1], region: squared },
]

interface Part {
  readonly inMs: number
  readonly outMs: number
}

/** Stills and speech of a short recording, made as if it were long. */
async function leanOf(work: Work, part: Part, redactions: readonly Redaction[]) {
  const plan = planLean(work.facts, longMs)
  if (!plan) throw new Error('it is long')
  return encodeLean({ ...work, folder: await fresh(), plan, cut: { ...part, redactions } })
}

const plains = new Map<string, ReturnType<typeof leanOf>>()
/** The same of a part that hides nothing, made once. */
function plainOf(work: Work, part: Part) {
  const name = JSON.stringify([work.source, part])
  const made = plains.get(name) ?? leanOf(work, part, [])
  plains.set(name, made)
  return made
}

/** Of each still's first and last half second, whether each region is hidden; fails where it is so in part, or anything else differs. */
async function hiddenIn(work: Work, part: Part, redactions: readonly Redaction[]) {
  const [plain, made] = [await plainOf(work, part), await leanOf(work, part, redactions)]
  await verifyRendition(work.tools, made, part.outMs - part.inMs)
  const [width, height] = [made.width ?? 0, made.height ?? 0]
  expect(await shownFrames(made.file, width, height)).toEqual(await shownFrames(plain.file, width, height))
  const [was, is] = [await grayFrames(plain.file, width, height), await grayFrames(made.file, width, height)]
  return is.flatMap((gray, n) => {
    const of = n % framesPerStill
    if (of !== 0 && of !== framesPerStill - 1 && n !== is.length - 1) return []
    const before = was[n] ?? Buffer.alloc(0)
    const regions = [boxed, squared]
    const beside = [before, gray].map((pixels) => pixelsBeside(pixels, width, regions)) as [
      number[],
      number[],
    ]
    expect(apart(...beside), `frame ${n}`).toBeLessThan(9)
    const still = Math.floor(n / framesPerStill)
    return { still, box: isBlack(before, gray, width), squares: isCoarse(before, gray, width) }
  })
}

function isBlack(was: Buffer, is: Buffer, width: number): boolean {
  const [before, after] = [was, is].map((gray) => pixelsIn(gray, width, boxed)) as [number[], number[]]
  if (apart(before, after) < 12) return false
  expect(Math.max(...after)).toBeLessThan(32)
  return true
}

function isCoarse(was: Buffer, is: Buffer, width: number): boolean {
  const [before, after] = [was, is].map((gray) => pixelsIn(gray, width, squared)) as [number[], number[]]
  if (apart(before, after) < 9) return false
  const height = is.length / width
  const [top, bottom] = [squared.y * height, (squared.y + squared.height) * height]
  const across = after.length / (Math.ceil(bottom - 4) - Math.ceil(top) - 4)
  const [detail, detailWas] = [detailOf(after, across), detailOf(before, across)]
  expect(rms(detailWas)).toBeGreaterThan(8)
  expect(rms(detail)).toBeLessThan(rms(detailWas) / 6)
  expect(Math.abs(correlation(detail, detailWas))).toBeLessThan(0.3)
  return true
}

interface Looked {
  readonly still: number
  readonly is: boolean
}

/** The stills in which it is so; each is the same from its first half second to its last. */
function stillsThat(looked: readonly Looked[]): number[] {
  const stills = new Set(looked.filter(({ is }) => is).map(({ still }) => still))
  expect(looked).toEqual(looked.map(({ still }) => ({ still, is: stills.has(still) })))
  return [...stills]
}

const whole = { inMs: 0, outMs: 1000 * seconds }
const later = { inMs: 5400, outMs: 17_250 }

describe.concurrent('INV-09: what is hidden of a picture is in no still', () => {
  test.each<[string, Source, Part, Times, number[], Times, number[]]>([
    ['while it stands', 'never', whole, [4100, 7800], [1], [8100, 8200], [2]],
    ['that ends in its time', 'never', whole, [3990, 4500], [0, 1], [8100, 12_000], [2, 3]],
    ['that begins in its time', 'often', whole, [11_990, 12_500], [2, 3], [0, 100], [0]],
    // Pictures of 0, 0, 0, 9, 9, 18 and 18 seconds. Of what began at 8.2 the third shows nothing, yet it stands.
    ['of its own time', 'seldom', whole, [8500, 9200], [2, 3, 4], [0, 100], [0, 1, 2]],
    ['a frame before its own', 'seldom', whole, [9040, 9900], [2, 3, 4], [9100, 9900], [2]],
    ['a frame after its own', 'seldom', whole, [8200, 8980], [2, 3, 4], [8200, 8940], [2]],
    ['to the end', 'often', whole, [23_990, 60_000], [5, 6], [20_100, 20_200], [5]],
    [
      'after the last, held to the end',
      'never',
      { inMs: 0, outMs: 24_240 },
      [24_100, 24_200],
      [5],
      [0, 1],
      [0],
    ],
    // Those of a cut begin with its own first: 5.4, 9.4 and 13.4 seconds, here of 6, 9 and 13.
    ['of a cut while it stands', 'often', later, [9100, 9300], [0], [9100, 9410], [0, 1]],
    ['of a cut at its own time', 'often', later, [8900, 9010], [0, 1], [5900, 6010], [0]],
    ['of a cut of which all is decoded', 'never', later, [9380, 9500], [0, 1], [0, 5500], [0]],
    [
      'of a cut before its first picture',
      'seldom',
      { inMs: 1000, outMs: 24_000 },
      [1200, 1500],
      [0],
      [8800, 9010],
      [0, 1, 2, 3, 4],
    ],
    ['outside of the cut', 'often', later, [0, 5300], [], [17_400, 25_000], []],
  ])(
    '%s (keyframes %s)',
    async (_, source, part, box, boxIn, squares, squaresIn) => {
      const work = works[source]
      if (!work) throw new Error('not made')
      const hidden = await hiddenIn(work, part, hides(box, squares))
      const [black, coarse] = (['box', 'squares'] as const).map((kind) =>
        stillsThat(hidden.map(({ still, [kind]: is }) => ({ still, is }))),
      )
      expect([black, coarse]).toEqual([boxIn, squaresIn])
    },
    60_000,
  )

  test.each<[string, SampleName]>([
    ['a phone held upright', 'portrait.mp4'],
    ['a phone on its side', 'rotated.mp4'],
    ['upside down', 'upside-down.mp4'],
    ['wide pixels', 'anamorphic.mp4'],
    ['odd sides', 'odd.mp4'],
    ['an interlaced recording', 'interlaced.ts'],
    ['HDR', 'hdr.mp4'],
    ['a changing frame rate', 'variable.mp4'],
  ])(
    'of %s (%s), where it is drawn on the upright picture',
    async (_, name) => {
      const work = await workOn(name, await fresh())
      const part = { inMs: 0, outMs: work.facts.durationMs }
      const hidden = await hiddenIn(work, part, hides([100, 900]))
      for (const { still, box, squares } of hidden)
        expect([still, box, squares]).toEqual([still, still === 0, still === 0])
    },
    60_000,
  )

  test('at several times and in several places at once, and the speech is muted', async () => {
    const work = works.often
    if (!work) throw new Error('not made')
    const redactions = [
      ...[...hides([4100, 4200]), ...hides([12_100, 12_200])],
      { kind: 'box', startMs: 8100, endMs: 8200, region: { ...squared, width: 0.2 } } as const,
      { kind: 'mute', startMs: 4950, endMs: 6150 } as const,
    ]
    const made = await leanOf(work, whole, redactions)
    const frames = await grayFrames(made.file, 426, 240)
    const blackIn = (region: typeof boxed) =>
      stillsThat(
        frames.map((gray, n) => ({
          still: Math.floor(n / framesPerStill),
          is: Math.max(...pixelsIn(gray, 426, region)) < 32,
        })),
      )
    expect(blackIn(boxed)).toEqual([1, 3])
    expect(blackIn({ ...squared, width: 0.2 })).toEqual([2])
    const beeps = (await beepOnsets(made.file)).map((at) => Math.round(at))
    expect(beeps).toEqual(Array.from({ length: seconds }, (_, n) => n).filter((n) => n !== 5 && n !== 6))
  }, 60_000)
})
