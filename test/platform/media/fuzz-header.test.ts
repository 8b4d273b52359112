import { describe, expect, test } from 'vitest'
import { chooseStreams } from '../../../src/platform/media/choose-streams.ts'
import type { MediaFacts } from '../../../src/platform/media/facts.ts'
import { readFacts } from '../../../src/platform/media/read-facts.ts'
import { readHeaderOf } from '../../../src/platform/media/read-header.ts'
import { MediaRefusal } from '../../../src/platform/media/refusal.ts'
import { tallyPackets } from '../../../src/platform/media/tally-packets.ts'
import { type Chance, chanceOf, fuzzing } from '../../support/hostile/chance.ts'
import { mutatedJson } from '../../support/hostile/mutate-json.ts'
import { expectWithinLimits } from '../../support/hostile/within-limits.ts'

const limitMs = 4 * 3_600_000
const header = {
  streams: [
    {
      ...{ index: 0, codec_name: 'h264', profile: 'High', codec_type: 'video', width: 1280, height: 720 },
      ...{ pix_fmt: 'yuv420p', sample_aspect_ratio: '1:1', r_frame_rate: '30/1', avg_frame_rate: '30/1' },
      ...{ field_order: 'progressive', has_b_frames: 0, color_space: 'bt709', duration: '6.000000' },
      disposition: { attached_pic: 0 },
      side_data_list: [
        {
          displaymatrix: '\n00000000: 0 65536 0\n00000001: -65536 0 0\n00000002: 0 0 1073741824\n',
          rotation: -90,
        },
      ],
    },
    {
      ...{ index: 1, codec_name: 'aac', profile: 'LC', codec_type: 'audio', channels: 2 },
      ...{ sample_rate: '48000', duration: '6.000000', disposition: { attached_pic: 0 } },
    },
  ],
  format: {
    ...{ format_name: 'mov,mp4,m4a,3gp,3g2,mj2', start_time: '0.000000', duration: '6.000000' },
    tags: { creation_time: '2026-03-02T09:15:00.000000Z' },
  },
}
const packets = Array.from({ length: 60 }, (_, n) => [
  `0,${n / 10},${n / 10},0.1,${n % 10 === 0 ? 'K__' : '___'}`,
  `1,${n / 10},${n / 10},0.1,K__`,
]).flat()
const odd = [
  '',
  'N/A',
  'nan',
  '-inf',
  '1e308',
  '-1e308',
  '1e-320',
  '99999999999999999999',
  '-0',
  '0x10',
  'K',
  ' ',
]

/** Some lines with something else in one of their places, twice, or away. */
function mutatedLines(lines: readonly string[], chance: Chance): string[] {
  const made = [...lines]
  for (let times = chance.below(12); times >= 0; times--) {
    const at = chance.below(made.length)
    const fields = (made[at] ?? '').split(',')
    fields[chance.below(fields.length + 1)] = chance.of([
      ...odd,
      String((chance.next() - 0.5) * 10 ** chance.below(20)),
    ])
    made.splice(at, chance.below(3), fields.join(','), ...(chance.below(4) === 0 ? [made[at] ?? ''] : []))
  }
  return made
}

/** What `probe` makes of ffprobe's answers, without ffprobe. */
function understand(json: string, lines: readonly string[], missing: number): MediaFacts | undefined {
  const read = readHeaderOf(json)
  if (!read) return undefined
  const chosen = chooseStreams(read, limitMs)
  const indexes = [chosen.picture, chosen.sound].flatMap((stream) => (stream ? [stream.index] : []))
  const tally = tallyPackets(indexes, limitMs / 1000)
  for (const line of lines) if (!tally.add(line)) break
  const scan = { ...tally.result(), complaints: '' }
  return readFacts({ header: read, chosen, scan, bytes: 1_000_000, limitMs, missing })
}

describe('whatever ffprobe says of a file', () => {
  test('what it says of a good one is understood', () => {
    const facts = understand(JSON.stringify(header), packets, 0)
    expect(facts).toMatchObject({
      ...{ container: 'mov', durationMs: 6000, capturedAt: '2026-03-02T09:15:00.000Z' },
      video: { rotation: 90, width: 720, height: 1280, keyframeGapMs: 1000 },
      audio: { channels: 2 },
    })
  })

  test('it becomes facts within limits, or a refusal', { timeout: 120_000 }, () => {
    const ends = { facts: 0, refused: 0, nothing: 0 }
    fuzzing({ most: 20_000, seconds: 8 }, (chance) => {
      const json = mutatedJson(header, chance)
      const lines = chance.below(3) === 0 ? packets : mutatedLines(packets, chance)
      try {
        const facts = understand(json, lines, 0)
        if (!facts) ends.nothing++
        else {
          expectWithinLimits(facts, limitMs)
          ends.facts++
        }
      } catch (error) {
        if (!(error instanceof MediaRefusal)) throw error
        ends.refused++
      }
    })
    // Otherwise nothing was tried.
    expect(Math.min(ends.facts, ends.refused)).toBeGreaterThan(100)
  })

  test('packets without end are left, and a day of them too', () => {
    const endless = tallyPackets([0], 3600)
    let heard = 0
    while (endless.add('0,1,1,0,K__')) heard++
    expect([endless.result().endless, heard]).toEqual([true, 4_000_000])
    for (const order of [
      ['0,0,0,1,K', '0,90000,0,1,K'],
      ['0,90000,0,1,K', '0,0,0,1,K'],
    ]) {
      const tally = tallyPackets([0], 3600)
      expect(order.map(tally.add)).toEqual([true, false])
      expect(tally.result().beyondLimit).toBe(true)
    }
  })

  test('chance is the same for the same seed', () => {
    const [one, other] = [chanceOf(7), chanceOf(7)]
    expect(mutatedJson(header, one)).toBe(mutatedJson(header, other))
  })
})
