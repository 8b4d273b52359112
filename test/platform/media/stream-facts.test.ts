import { describe, expect, test } from 'vitest'
import type { ProbedStream } from '../../../src/platform/media/read-header.ts'
import { audioFacts, type PacketFacts, videoFacts } from '../../../src/platform/media/stream-facts.ts'

const stream: ProbedStream = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  width: 1280,
  height: 720,
  r_frame_rate: '30/1',
  avg_frame_rate: '30/1',
}
const packets: PacketFacts = { count: 300, start: 0, end: 10, keyframeGap: 1, unevenness: 1, hidden: 0 }
const facts = (changes: Partial<ProbedStream>, seen: Partial<PacketFacts> = {}) =>
  videoFacts({ ...stream, ...changes }, { ...packets, ...seen }, 0)

/** As ffprobe prints a display matrix: an address, three numbers of 16.16, of which the last is 2.30. */
const matrix = (...[a, b, c, d]: [number, number, number, number]) =>
  [
    [a, b, 0],
    [c, d, 0],
    [0, 0, 16384],
  ]
    .map((row, at) => `\n0000000${at}: ${row.map((cell) => String(cell * 65536).padStart(11)).join(' ')}`)
    .join('')
const turned = (rotation: number, ...cells: [number, number, number, number]) => ({
  side_data_list: [{}, { displaymatrix: matrix(...cells), rotation }],
})

describe('which way up a picture is', () => {
  // ffprobe counts counterclockwise.
  test.each<[string, Partial<ProbedStream>, number, boolean, string]>([
    ['as it is', {}, 0, false, '1280x720'],
    ['turned right', turned(-90, 0, 1, -1, 0), 90, false, '720x1280'],
    ['upside down', turned(-180, -1, 0, 0, -1), 180, false, '1280x720'],
    ['upside down, said the other way', turned(180, -1, 0, 0, -1), 180, false, '1280x720'],
    ['turned left', turned(90, 0, -1, 1, 0), 270, false, '720x1280'],
    ['mirrored', turned(-180, -1, 0, 0, 1), 180, true, '1280x720'],
    ['mirrored top to bottom', turned(0, 1, 0, 0, -1), 0, true, '1280x720'],
    ['mirrored and turned', turned(-90, 0, 1, 1, 0), 90, true, '720x1280'],
    ['askew, which no player shows', turned(-30, 0.87, 0.5, -0.5, 0.87), 0, true, '1280x720'],
  ])('%s', (_, changes, rotation, mirrored, size) => {
    const { width, height, ...rest } = facts(changes)
    expect(rest).toMatchObject({ rotation, mirrored, codedWidth: 1280, codedHeight: 720 })
    expect(`${width}x${height}`).toBe(size)
  })

  test.each([
    ['64:45', 720, 576, '1024x576'],
    ['1:1', 1280, 720, '1280x720'],
    ['0:1', 1280, 720, '1280x720'],
    // Sixteen times as wide as high would be a picture of 20480.
    ['16:1', 1280, 720, '1280x720'],
  ])('pixels of %s make %i by %i a picture of %s', (sample_aspect_ratio, width, height, size) => {
    const seen = facts({ sample_aspect_ratio, width, height })
    expect(`${seen.width}x${seen.height}`).toBe(size)
  })

  test('wide pixels that are turned become high ones', () => {
    const changes = { sample_aspect_ratio: '64:45', width: 720, height: 576, ...turned(-90, 0, 1, -1, 0) }
    expect(facts(changes)).toMatchObject({ width: 576, height: 1024 })
  })
})

describe('frames', () => {
  test.each<[string, Partial<ProbedStream>, Partial<PacketFacts>, number, boolean]>([
    ['thirty', {}, {}, 30, false],
    ['American thirty', { r_frame_rate: '30000/1001', avg_frame_rate: '30000/1001' }, {}, 29.97, false],
    ['rates that differ by little', { avg_frame_rate: '2985/100' }, {}, 29.85, false],
    ['rates that differ', { avg_frame_rate: '24/1' }, {}, 24, true],
    ['a hole of a frame', {}, { unevenness: 2 }, 30, true],
    ['no average: counted', { avg_frame_rate: '0/0', r_frame_rate: '25/1' }, { count: 250 }, 25, false],
    ['a clock of milliseconds', { r_frame_rate: '1000/1', avg_frame_rate: '0/0' }, {}, 30, true],
  ])('%s', (_, changes, seen, frameRate, variableFrameRate) => {
    expect(facts(changes, seen)).toMatchObject({ frameRate, variableFrameRate })
  })

  test.each([
    ['progressive', false],
    ['unknown', false],
    ['tt', true],
    ['bb', true],
    ['tb', true],
    ['bt', true],
  ])('of field order %s', (field_order, interlaced) => {
    expect(facts({ field_order }).interlaced).toBe(interlaced)
  })

  test('that an edit list cuts away are told of', () => {
    expect(facts({}).hasHiddenFrames).toBe(false)
    expect(facts({}, { hidden: 1 }).hasHiddenFrames).toBe(true)
  })
})

describe('colours and times', () => {
  test.each([
    ['smpte2084', 'pq'],
    ['arib-std-b67', 'hlg'],
    ['bt709', null],
    [undefined, null],
  ])('the transfer %s is %s', (color_transfer, hdr) => {
    expect(facts(color_transfer ? { color_transfer } : {}).hdr).toBe(hdr)
  })

  test.each([
    ['bt709', true],
    ['unknown', false],
    [undefined, false],
  ])('a colour matrix of %s is tagged: %s', (color_space, colourTagged) => {
    expect(facts(color_space ? { color_space } : {}).colourTagged).toBe(colourTagged)
  })

  test('are whole milliseconds from where the file begins', () => {
    const late: PacketFacts = { ...packets, start: 1.4337, end: 9.0004 }
    expect(videoFacts(stream, late, 1.4)).toMatchObject({ startMs: 34, endMs: 7600 })
    expect(audioFacts({ index: 1, channels: 2, sample_rate: '44100' }, late, 1.4)).toMatchObject({
      startMs: 34,
      endMs: 7600,
      sampleRate: 44_100,
    })
  })
})
