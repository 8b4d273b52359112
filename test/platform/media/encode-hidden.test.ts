import { describe, expect, test } from 'vitest'
import { encodeRungs, remux } from '../../../src/platform/media/encode.ts'
import type { Redaction } from '../../../src/platform/media/facts.ts'
import { soundChain } from '../../../src/platform/media/filter-graph.ts'
import type { Packaged } from '../../../src/platform/media/packaged.ts'
import { planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { apart, correlation, detailOf, pixelsBeside, pixelsIn, rms } from '../../support/likeness.ts'
import { ffmpeg } from '../../support/make-media.ts'
import { freshFolders, type Work, workOn, workOnFile } from '../../support/media-work.ts'
import type { SampleName } from '../../support/samples.ts'
import { grayFrames, shownFrames, soundSamples } from '../../support/watch.ts'

const fresh = freshFolders()

const boxed = { x: 0.06, y: 0.4, width: 0.3, height: 0.3 }
const squared = { x: 0.55, y: 0.35, width: 0.4, height: 0.5 }
const hides: readonly Redaction[] = [
  { kind: 'box', startMs: 900, endMs: 1200, region: boxed },
  { kind: 'coarse', startMs: 1100, endMs: 1500, region: squared },
]
const cut = { inMs: 500, outMs: 1700 }
/** Frames of the cut: from one before what is hidden until one after it. */
const boxFrames = [11, 21] as const
const squareFrames = [17, 30] as const
/** At each beginning and end, and between. */
const looked = [0, 10, 11, 16, 17, 21, 22, 30, 31, 35]
const isIn = ([first, last]: readonly [number, number], n: number) => n >= first && n <= last

/** The largest and the smallest picture of a recording's cut, without its sound. */
async function pictures(work: Work, redactions: readonly Redaction[]): Promise<Packaged[]> {
  const { video } = planRenditions(work.facts)
  const plan = {
    video: [video[0], video.at(-1)].filter((rung) => rung !== undefined),
    audio: null,
    soundAlone: false,
  }
  return encodeRungs({ ...work, folder: await fresh(), cut: { ...cut, redactions }, plan })
}

const framesOf = ({ file, width, height }: Packaged) => grayFrames(file, width ?? 0, height ?? 0)

describe.concurrent('INV-09: what is hidden of a picture is in no rendition of it', () => {
  test.each<[string, SampleName]>([
    ['an ordinary recording', 'hd.mp4'],
    ['a phone held upright', 'portrait.mp4'],
    ['a phone on its side', 'rotated.mp4'],
    ['wide pixels', 'anamorphic.mp4'],
    ['odd sides', 'odd.mp4'],
    ['an interlaced recording', 'interlaced.ts'],
    ['HDR', 'hdr.mp4'],
    ['60 frames a second', 'sixty.mp4'],
    ['a changing frame rate', 'variable.mp4'],
  ])(
    'of %s (%s), from the frame on that it is hidden in until the last, and nothing else is',
    async (_, name) => {
      const work = await workOn(name, await fresh())
      const [plain, hidden] = [await pictures(work, []), await pictures(work, hides)]
      for (const [at, rendition] of hidden.entries()) {
        const { width } = rendition
        const [before, after] = [await framesOf(plain[at] as Packaged), await framesOf(rendition)]
        expect(after).toHaveLength(36)
        for (const n of looked) {
          const gray = after[n] ?? Buffer.alloc(0)
          const was = before[n] ?? Buffer.alloc(0)
          const here = `${rendition.name}, frame ${n}`
          const [inBox, inSquares] = [boxed, squared].map((region) => pixelsIn(gray, width ?? 0, region)) as [
            number[],
            number[],
          ]
          const [boxWas, squaresWere] = [boxed, squared].map((region) =>
            pixelsIn(was, width ?? 0, region),
          ) as [number[], number[]]
          if (isIn(boxFrames, n)) {
            expect(Math.max(...inBox), here).toBeLessThan(24)
            expect(apart(boxWas, inBox), here).toBeGreaterThan(30)
          } else expect(apart(boxWas, inBox), here).toBeLessThan(9)
          if (isIn(squareFrames, n)) {
            const across = inSquares.length / heightOf(gray, width ?? 0)
            const [detail, detailWas] = [detailOf(inSquares, across), detailOf(squaresWere, across)]
            expect(rms(detailWas), here).toBeGreaterThan(8)
            expect(rms(detail), here).toBeLessThan(rms(detailWas) / 8)
            expect(Math.abs(correlation(detail, detailWas)), here).toBeLessThan(0.3)
          } else expect(apart(squaresWere, inSquares), here).toBeLessThan(9)
          const regions = [boxed, squared]
          expect(
            apart(pixelsBeside(was, width ?? 0, regions), pixelsBeside(gray, width ?? 0, regions)),
            here,
          ).toBeLessThan(9)
        }
        expect(await shownFrames(rendition.file, width ?? 0, rendition.height ?? 0)).toEqual(
          await shownFrames((plain[at] as Packaged).file, width ?? 0, rendition.height ?? 0),
        )
      }
    },
    120_000,
  )
})

describe.concurrent('INV-09: what is muted is in no rendition', () => {
  const spanMs = [1205, 1695] as const
  /** Tones that rise, another in each channel: like themselves at no other time, and kept by an encoder as they are. */
  async function rising(folder: string, rate: number, ...more: string[]): Promise<string> {
    const file = `${folder}/rising.${more.length > 0 ? 'm4a' : 'wav'}`
    const source = (hz: number) => `aevalsrc='0.4*sin(2*PI*(${hz}*t+500*t*t))':s=${rate}:d=3`
    await ffmpeg(
      ...['-f', 'lavfi', '-i', source(300), '-f', 'lavfi', '-i', source(440)],
      ...['-filter_complex', '[0:a][1:a]join=inputs=2:channel_layout=stereo', ...more, file],
    )
    return file
  }

  test('to the sample, as the graph hands it on, and all besides is as it was', async () => {
    const file = await rising(await fresh(), 48_000)
    const { facts } = await workOnFile(file, await fresh())
    const { audio } = facts
    if (!audio) throw new Error('no sound')
    const through = async (cutOf: Parameters<typeof soundChain>[3]) => {
      const chain = soundChain(facts, audio, { name: 'audio', channels: 2, bitRate: 96_000 }, cutOf)
      const bytes = await ffmpeg(
        '-i',
        file,
        '-filter_complex',
        `${chain}[a]`,
        '-map',
        '[a]',
        '-f',
        'f32le',
        '-',
      )
      return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4)
    }
    const whole = { inMs: 40, outMs: 3000 }
    const plain = await through(whole)
    const [startMs, endMs] = spanMs
    const muted = await through({ ...whole, redactions: [{ kind: 'mute', startMs, endMs }] })
    expect(muted.length).toBe(plain.length)
    // The first samples of a cut give way to the encoder's.
    const at = (ms: number) => 2 * ((ms - whole.inMs) * 48 - 1024)
    // Ten milliseconds are the least that is muted, and one more at each end.
    const [from, until] = [at(1190), at(1710)]
    expect(muted.subarray(from, until).every((value) => value === 0)).toBe(true)
    expect(muted.subarray(0, from)).toEqual(plain.subarray(0, from))
    expect(muted.subarray(until)).toEqual(plain.subarray(until))
    expect(rms(plain.subarray(from, until))).toBeGreaterThan(0.05)
  })

  test('once it is encoded, from another rate and a cut that begins later, and just outside all is heard', async () => {
    const file = await rising(await fresh(), 44_100, '-c:a', 'aac', '-b:a', '192k')
    const [startMs, endMs] = spanMs
    const longer = { inMs: 500, outMs: 2500 }
    const encoded = async (redactions: readonly Redaction[]) => {
      const work = await workOnFile(file, await fresh())
      const [made] = await encodeRungs({
        ...work,
        cut: { ...longer, redactions },
        plan: planRenditions(work.facts),
      })
      return soundSamples(made?.file ?? '')
    }
    const [plain, muted] = [await encoded([]), await encoded([{ kind: 'mute', startMs, endMs }])]
    const part = (samples: Float32Array, fromMs: number, untilMs: number) =>
      samples.subarray((fromMs - longer.inMs) * 48, (untilMs - longer.inMs) * 48)
    const alike = (fromMs: number, untilMs: number) =>
      correlation(part(plain, fromMs, untilMs), part(muted, fromMs, untilMs))
    expect(Math.abs(alike(startMs, endMs))).toBeLessThan(0.03)
    // A block of the encoder's own lasts 21 ms, and what it is unsure of sounds through it.
    expect(rms(part(muted, startMs + 20, endMs - 20))).toBeLessThan(0.001)
    expect(rms(part(plain, startMs, endMs))).toBeGreaterThan(0.05)
    expect(alike(startMs - 150, startMs - 45)).toBeGreaterThan(0.95)
    expect(alike(endMs + 45, endMs + 150)).toBeGreaterThan(0.95)
  })
})

test('what hides something is never copied', async () => {
  const work = await workOn('plain.mp4', await fresh())
  const all = { inMs: 0, outMs: work.facts.durationMs, redactions: hides }
  await expect(remux({ ...work, cut: all })).rejects.toThrow('cannot be remuxed')
})

/** Rows of the squared region that are looked at. */
const heightOf = (gray: Uint8Array, width: number): number => {
  const height = gray.length / width
  const [top, bottom] = [squared.y * height, (squared.y + squared.height) * height]
  return Math.ceil(bottom - 4) - Math.ceil(top) - 4
}
