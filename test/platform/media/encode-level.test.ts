import { describe, expect, test } from 'vitest'
import { encodeRungs } from '../../../src/platform/media/encode.ts'
import { encodeLean } from '../../../src/platform/media/encode-lean.ts'
import type { Cut } from '../../../src/platform/media/facts.ts'
import { filterGraph } from '../../../src/platform/media/filter-graph.ts'
import { measureSound } from '../../../src/platform/media/measure-sound.ts'
import { longMs, planLean, planRenditions } from '../../../src/platform/media/rendition-plan.ts'
import { type Level, levelOf } from '../../../src/platform/media/sound-level.ts'
import { someFacts } from '../../support/facts.ts'
import { ffmpeg } from '../../support/make-media.ts'
import { freshFolders, workOn, workOnFile } from '../../support/media-work.ts'
import { room, voice } from '../../support/talk.ts'
import { beepOnsets, soundSamples } from '../../support/watch.ts'

const fresh = freshFolders()

async function made(...source: string[]): Promise<string> {
  const file = `${await fresh()}/sound.wav`
  await ffmpeg(...source, '-c:a', 'pcm_s24le', file)
  return file
}
/** What is heard of a file that was encoded so. */
async function heard(file: string, level: Level | null, cut: Cut | null = null, channels = 1) {
  const work = await workOnFile(file, await fresh())
  const [rendition] = await encodeRungs({ ...work, level, cut, plan: planRenditions(work.facts) })
  if (!rendition) throw new Error('nothing was made')
  return { file: rendition.file, samples: await soundSamples(rendition.file, channels) }
}
const measured = async (file: string) => {
  const sound = await measureSound(await workOnFile(file, await fresh()))
  if (!sound) throw new Error('there is no sound in it')
  return { ...sound, level: levelOf(sound.gainDb, sound.truePeakDb) }
}
const largest = (samples: Float32Array): number =>
  samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0)

/** By how many samples the second is late, and how much louder it is: where both fit together best. */
function aligned(first: Float32Array, second: Float32Array) {
  const [from, to] = [48_000, Math.min(first.length, second.length) - 48_000]
  let best = { late: 0, fits: -1, louder: 0 }
  for (let late = -400; late <= 400; late++) {
    let [cross, one, two] = [0, 0, 0]
    for (let at = from; at < to; at += 3) {
      const [a, b] = [first[at] ?? 0, second[at + late] ?? 0]
      cross += a * b
      one += a * a
      two += b * b
    }
    const fits = cross / Math.sqrt(one * two)
    if (fits > best.fits) best = { late, fits, louder: Math.sqrt(two / one) }
  }
  return best
}

describe.concurrent('a quiet room', () => {
  test('is made audible: what is far is as loud as it should be, and nothing is cut off', async () => {
    const far = voice(
      [
        [1, 4],
        [6, 9],
        [11, 14],
      ],
      15,
      0.02,
    )
    const near = "aevalsrc='0.5*sin(2*PI*400*t)*gte(t,4.8)*lt(t,4.804)':s=48000:d=15"
    const inputs = [far, near, room(15, 0.0005)].flatMap((source) => ['-f', 'lavfi', '-i', source])
    const file = await made(...inputs, '-filter_complex', 'amix=inputs=3:normalize=0')
    const before = await measured(file)
    expect(before.loudnessLufs).toBeLessThan(-28)
    expect(before.level).toEqual({
      gainDb: expect.closeTo(-18 - (before.loudnessLufs ?? 0), 5),
      limited: true,
    })
    const { file: rendition, samples } = await heard(file, before.level)
    const after = await measured(rendition)
    // The desk that was knocked at counts for less than it did, as it was held down.
    expect(after.loudnessLufs).toBeGreaterThan(-20.5)
    expect(after.loudnessLufs).toBeLessThan(-17.5)
    expect(largest(samples)).toBeLessThan(1)
    expect(after.talk).toEqual(before.talk)
    // What was drawn before it was encoded is what is heard.
    const differences = before.peaks.map((peak, at) => Math.abs(peak - (after.peaks[at] ?? 0)))
    expect(differences.toSorted().at(-Math.round(differences.length / 20))).toBeLessThan(15)
  })

  test.each([
    [{ gainDb: 14, limited: true }],
    [{ gainDb: 14, limited: false }],
    [{ gainDb: 0, limited: true }],
  ])('is on time to the sample with %j', async (level) => {
    const file = await made('-f', 'lavfi', '-i', `${voice([[0, 5]], 5, 0.01)}`)
    const [plain, levelled] = await Promise.all([heard(file, null), heard(file, level)])
    const { late, fits, louder } = aligned(plain.samples, levelled.samples)
    expect([late, fits]).toEqual([0, expect.closeTo(1, 1)])
    expect(20 * Math.log10(louder)).toBeCloseTo(level.gainDb, 0)
    expect(levelled.samples).toHaveLength(plain.samples.length)
  })

  test('is on time to the sample as speech beside stills, too', async () => {
    const file = await made('-f', 'lavfi', '-i', `${voice([[0, 5]], 5, 0.01)}`)
    const speech = async (level: Level | null) => {
      const work = await workOnFile(file, await fresh())
      const plan = planLean(work.facts, longMs)
      if (!plan) throw new Error('it is long')
      return soundSamples((await encodeLean({ ...work, level, plan })).file)
    }
    const [plain, levelled] = await Promise.all([speech(null), speech({ gainDb: 14, limited: true })])
    const { late, fits, louder } = aligned(plain, levelled)
    expect([late, fits]).toEqual([0, expect.closeTo(1, 1)])
    expect(20 * Math.log10(louder)).toBeCloseTo(14, 0)
  })

  test('keeps its beeps where they are, and its last sample', async () => {
    const beeping = "aevalsrc='0.02*sin(2*PI*1000*t)*(lt(mod(t,1),0.1)+gte(t,3.9))':s=48000:d=4"
    const file = await made('-f', 'lavfi', '-i', beeping)
    const { file: rendition, samples } = await heard(file, { gainDb: 20, limited: true })
    expect((await beepOnsets(rendition)).filter((at) => at > 0.1)).toEqual(
      [1, 2, 3, 3.9].map((second) => expect.closeTo(second, 2)),
    )
    expect(largest(samples.subarray(4 * 48_000 - 1024 - 100, 4 * 48_000 - 1024))).toBeGreaterThan(0.15)
  })

  test('is not ducked by what was cut away before it and after it', async () => {
    const part = "aevalsrc='if(gte(t,1)*lt(t,2),0.02,0.95)*sin(2*PI*1000*t)':s=48000:d=3"
    const file = await made('-f', 'lavfi', '-i', part)
    const { samples } = await heard(file, { gainDb: 20, limited: true }, { inMs: 1000, outMs: 2000 })
    // Whole beats of the tone, from the first that is not the coder's own beginning to the last.
    for (const from of [2000, 24_000, 44_500])
      expect(largest(samples.subarray(from, from + 480)), String(from)).toBeCloseTo(0.2, 1)
    expect(Math.min(...[2000, 44_500].map((at) => largest(samples.subarray(at, at + 480))))).toBeGreaterThan(
      0.95 * largest(samples.subarray(24_000, 24_480)),
    )
  })

  test.each([
    ['six channels', '5.1', 6],
    ['two channels', 'stereo', 2],
    ['one channel', 'mono', 1],
  ])('is not cut off where %s at full scale are folded', async (_, layout, channels) => {
    const all = Array.from({ length: channels }, () => '0.99*sin(2*PI*500*t)').join('|')
    const file = await made('-f', 'lavfi', '-i', `aevalsrc='${all}':s=48000:c=${layout}:d=3`)
    const { level } = await measured(file)
    expect(level).toEqual({ gainDb: 0, limited: true })
    const { samples } = await heard(file, level, null, Math.min(2, channels))
    const steady = samples.subarray(48_000, 96_000)
    expect(largest(steady)).toBeLessThan(0.9)
    expect(largest(steady)).toBeGreaterThan(0.75)
  })

  test('with six channels and a long way to go is held below the ceiling too', async () => {
    const all = Array.from({ length: 6 }, (_, n) => `0.3*sin(2*PI*${300 + 40 * n}*t)`).join('|')
    const file = await made('-f', 'lavfi', '-i', `aevalsrc='${all}':s=48000:c=5.1:d=3`)
    const { samples } = await heard(file, { gainDb: 20, limited: true }, null, 2)
    expect(largest(samples.subarray(48_000, 192_000))).toBeLessThan(0.95)
  })
})

describe('what is loud enough', () => {
  test('goes through the very filters that it went through before there was a gain', () => {
    const facts = someFacts()
    const plan = planRenditions(facts)
    expect(filterGraph(facts, plan, true, null, { gainDb: 0, limited: false })).toEqual(
      filterGraph(facts, plan, true, null),
    )
  })

  test('with a limiter holds no spaces either', () => {
    const facts = someFacts()
    const { text } = filterGraph(facts, planRenditions(facts), true, null, { gainDb: 12.1, limited: true })
    expect(text).toContain('volume=12.1dB')
    expect(text).toContain('alimiter=limit=0.841:')
    expect(text).not.toMatch(/\s/)
  })

  test('is heard beside the picture as it is heard alone', async () => {
    const work = await workOn('plain.mp4', await fresh())
    const plan = planRenditions(work.facts)
    const level = { gainDb: 6, limited: true }
    const [picture, alone] = await encodeRungs({
      ...work,
      level,
      plan: { ...plan, video: plan.video.slice(-1) },
    })
    const [one, two] = await Promise.all([picture, alone].map((each) => soundSamples(each?.file ?? '')))
    expect(largest(one ?? new Float32Array())).toBeCloseTo(largest(two ?? new Float32Array()), 5)
    expect(largest(one ?? new Float32Array())).toBeGreaterThan(0.75)
  })
})
