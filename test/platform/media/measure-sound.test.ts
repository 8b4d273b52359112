import { readdir } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { measureSound, type SoundJob } from '../../../src/platform/media/measure-sound.ts'
import { beeps, ffmpeg, words } from '../../support/make-media.ts'
import { freshFolders, rejectionOf, workOn, workOnFile } from '../../support/media-work.ts'
import { room, voice } from '../../support/talk.ts'

const fresh = freshFolders()

async function measured(sources: readonly string[], filter: string, more: Partial<SoundJob> = {}) {
  const folder = await fresh()
  const file = `${folder}/sound.wav`
  const inputs = sources.flatMap((source) => ['-f', 'lavfi', '-i', source])
  await ffmpeg(...inputs, '-filter_complex', `${filter}[all]`, '-map', '[all]', file)
  return measuredFile(file, more)
}
async function measuredFile(file: string, more: Partial<SoundJob> = {}) {
  const work = await workOnFile(file, await fresh())
  const sound = await measureSound({ ...work, ...more })
  expect(await readdir(work.folder)).toEqual([])
  if (!sound) throw new Error('there is no sound in it')
  return sound
}
/** The share of time on which two lists of stretches agree. */
function agreement(found: readonly (readonly [number, number])[], meant: [number, number][], ms: number) {
  const within = (list: readonly (readonly [number, number])[], at: number) =>
    list.some(([startMs, endMs]) => at >= startMs && at < endMs)
  let same = 0
  for (let at = 0; at < ms; at += 10) if (within(found, at) === within(meant, at)) same++
  return same / (ms / 10)
}

describe.concurrent('the sound of a recording', () => {
  const spoken: [number, number][] = [
    [2, 5],
    [6, 7.5],
    [10, 16],
    [20, 20.6],
    [24, 28],
  ]
  test.each([
    [0, 'pink'],
    [0.001, 'pink'],
    [0.01, 'pink'],
    [0.04, 'brown'],
    [0.03, 'white'],
  ])('is told apart from its pauses in a room of noise at %f (%s)', async (noise, colour) => {
    const { talk, peaks, peaksPerSecond } = await measured(
      [voice(spoken, 30), room(30, noise, colour)],
      'amix=inputs=2:normalize=0',
    )
    const meant = spoken.map(([from, to]): [number, number] => [1000 * from, 1000 * to])
    expect(talk).toHaveLength(spoken.length)
    expect(agreement(talk, meant, 30_000)).toBeGreaterThan(0.97)
    expect(peaks).toHaveLength(30 * peaksPerSecond)
  })

  test('is measured as loud as it is, and what is quiet gets what it lacks', async () => {
    const tone = (db: number) => measured([`sine=f=997:r=48000:d=10,volume=${db}dB`], 'anull')
    // ffmpeg's sine is at -18.06 dB; a tone of one channel through two loudspeakers is as many LUFS.
    const [quiet, faint] = await Promise.all([tone(-12), tone(-32)])
    expect(quiet.loudnessLufs).toBeCloseTo(-30.1, 0)
    expect(quiet.truePeakDb).toBeCloseTo(-30, 0)
    expect(quiet.gainDb).toBeCloseTo(-18 - (quiet.loudnessLufs ?? 0), 5)
    expect(faint.gainDb).toBe(20)
    // As played.
    expect(quiet.peaks[100]).toBeCloseTo(Math.round(255 * (1 - (30 - quiet.gainDb) / 60)), -1)
  })

  test('of silence is silence: no loudness, no gain, no talk', async () => {
    expect(await measured(['anullsrc=r=48000:cl=mono:d=3'], 'anull')).toEqual({
      ...{ loudnessLufs: null, truePeakDb: null, gainDb: 0, peaksPerSecond: 20, talk: [] },
      peaks: new Uint8Array(60),
    })
  })

  test('of a fifth of a second is too short to be called loud, and has its four peaks', async () => {
    const folder = await fresh()
    const file = `${folder}/short.wav`
    await ffmpeg('-f', 'lavfi', '-i', 'sine=f=440:d=0.2', file)
    const { peaks, ...sound } = await measuredFile(file)
    expect(sound).toMatchObject({ loudnessLufs: null, gainDb: 0, talk: [] })
    expect(peaks).toHaveLength(4)
    expect(Math.min(...peaks)).toBeGreaterThan(150)
  })

  test('at full scale gets no gain, and numbers all the way', async () => {
    const folder = await fresh()
    const file = `${folder}/full.wav`
    await ffmpeg('-f', 'lavfi', '-i', "aevalsrc='2*gt(sin(2*PI*200*t),0)-1':s=48000:d=4", file)
    const { loudnessLufs, truePeakDb, gainDb, peaks } = await measuredFile(file)
    expect(loudnessLufs).toBeGreaterThan(-3)
    expect(truePeakDb).toBeGreaterThan(0)
    expect(gainDb).toBe(0)
    expect(peaks.every((peak) => peak > 240)).toBe(true)
  })

  test('of six channels is measured as it is folded, where what adds up shows', async () => {
    const folder = await fresh()
    const file = `${folder}/six.wav`
    const six = Array.from({ length: 6 }, () => '0.9*sin(2*PI*500*t)').join('|')
    await ffmpeg('-f', 'lavfi', '-i', `aevalsrc='${six}':s=48000:c=5.1:d=3`, file)
    const { truePeakDb, gainDb } = await measuredFile(file)
    expect(truePeakDb).toBeGreaterThan(3)
    expect(gainDb).toBe(0)
  })

  test('of a cut is on the cut’s own timeline, and knows nothing of the rest', async () => {
    const loud = voice(
      [
        [0, 4],
        [14, 20],
      ],
      20,
      0.9,
    )
    const quiet = voice(
      [
        [6, 8],
        [9, 12],
      ],
      20,
      0.02,
    )
    const { talk, loudnessLufs, gainDb, peaks } = await measured(
      [loud, quiet, room(20, 0.0005)],
      'amix=inputs=3:normalize=0',
      { cut: { inMs: 5000, outMs: 13_000 } },
    )
    expect(
      agreement(
        talk,
        [
          [1000, 3000],
          [4000, 7000],
        ],
        8000,
      ),
    ).toBeGreaterThan(0.96)
    expect(loudnessLufs).toBeLessThan(-30)
    expect(gainDb).toBeGreaterThan(12)
    expect(peaks).toHaveLength(160)
  })

  test('that is muted is nowhere in it: not a sample, and not beside it', async () => {
    const shout = "aevalsrc='0.9*sin(2*PI*700*t)*gte(t,5.013)*lt(t,6.987)':s=48000:d=12"
    const said = voice(
      [
        [2, 4],
        [8, 10],
      ],
      12,
      0.03,
    )
    const { talk, loudnessLufs, peaks } = await measured(
      [shout, said, room(12, 0.0005)],
      'amix=inputs=3:normalize=0',
      {
        cut: { inMs: 0, outMs: 12_000, redactions: [{ kind: 'mute', startMs: 5013, endMs: 6987 }] },
      },
    )
    expect(
      agreement(
        talk,
        [
          [2000, 4000],
          [8000, 10_000],
        ],
        12_000,
      ),
    ).toBeGreaterThan(0.96)
    expect(loudnessLufs).toBeLessThan(-28)
    expect([...new Set(peaks.subarray(101, 139))]).toEqual([0])
    const inRoom = Math.max(...peaks.subarray(85, 95))
    expect(Math.max(...peaks.subarray(98, 143))).toBeLessThan(inRoom + 30)
  })

  test('that ends before the picture has peaks to the picture’s end, and they are silence', async () => {
    const work = await workOn('picture-longer.mp4', await fresh())
    const sound = await measureSound(work)
    expect(sound?.peaks).toHaveLength(Math.ceil(work.facts.durationMs / 50))
    expect(sound?.peaks.at(-1)).toBe(0)
    expect(Math.max(...(sound?.peaks ?? []))).toBeGreaterThan(200)
  })

  test('that begins late, or has a hole, stays where it is', async () => {
    for (const [name, expected] of [
      ['late-sound.mp4', [0.5, 1.5, 2.5, 3.5]],
      ['plain.mp4', [1, 2, 3, 4, 5]],
    ] as const) {
      const { peaks } = (await measureSound(await workOn(name, await fresh()))) ?? { peaks: [] }
      const onsets = [...peaks].flatMap((peak, at) =>
        peak > 220 && (peaks[at - 1] ?? 255) < 220 ? [at / 20] : [],
      )
      expect(onsets.filter((at) => at > 0.1).map((at) => Math.round(4 * at) / 4)).toEqual(expected)
    }
  })

  test('is not there where there is none', async () => {
    expect(await measureSound(await workOn('no-audio.mp4', await fresh()))).toBeNull()
  })

  test('is left off at once when nobody waits for it any more', async () => {
    const folder = await fresh()
    const file = `${folder}/long.wav`
    await ffmpeg('-f', 'lavfi', '-i', beeps(60), ...words('-ac 2'), file)
    const work = await workOnFile(file, await fresh())
    const stop = new AbortController()
    const reason = new Error('enough')
    setImmediate(() => stop.abort(reason))
    expect(await rejectionOf(measureSound({ ...work, signal: stop.signal }))).toBe(reason)
    expect(await readdir(work.folder)).toEqual([])
  })
})
