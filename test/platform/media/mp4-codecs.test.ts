import { describe, expect, test } from 'vitest'
import { codecsOf } from '../../../src/platform/media/mp4-codecs.ts'

/** A box of ISO 14496-12: its size, its type, and what is in it. */
function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + body.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, body])
}

const zeros = (length: number) => Buffer.alloc(length)
const bytes = (...values: number[]) => Buffer.from(values)

/** An init segment with a track for each sample entry. */
const initOf = (...entries: Buffer[]) =>
  Buffer.concat([
    box('ftyp', Buffer.from('iso5')),
    box(
      'moov',
      box('mvhd', zeros(100)),
      ...entries.map((entry) =>
        box(
          'trak',
          box('tkhd', zeros(84)),
          box('mdia', box('minf', box('stbl', box('stsd', bytes(0, 0, 0, 0, 0, 0, 0, 1), entry)))),
        ),
      ),
    ),
  ])

const h264 = (profile: number, constraints: number, level: number) =>
  box(
    'avc1',
    zeros(78),
    box('avcC', bytes(1, profile, constraints, level, 0xff, 0xe1)),
    box('pasp', zeros(8)),
  )

/** Descriptors of ISO 14496-1 7.2.6, with sizes in one byte or in the four that ffmpeg writes. */
function aac(config: readonly number[], wide: boolean): Buffer {
  const descriptor = (tag: number, body: Buffer) =>
    Buffer.concat([wide ? bytes(tag, 0x80, 0x80, 0x80, body.length) : bytes(tag, body.length), body])
  const decoder = descriptor(4, Buffer.concat([zeros(13), descriptor(5, bytes(...config))]))
  return box('mp4a', zeros(28), box('esds', zeros(4), descriptor(3, Buffer.concat([zeros(3), decoder]))))
}

/** Of AudioSpecificConfig (ISO 14496-3 1.6.2.1) the first five bits are the object type. */
const lowComplexity = [2 << 3, 0x10]

describe('the codecs of an init segment', () => {
  test.each<[string, Buffer[], string[]]>([
    ['H.264 High, level 3.1', [h264(100, 0, 31)], ['avc1.64001f']],
    ['H.264 Constrained Baseline, level 3.0', [h264(66, 0xc0, 30)], ['avc1.42c01e']],
    ['AAC-LC', [aac(lowComplexity, false)], ['mp4a.40.2']],
    ['AAC-LC as ffmpeg writes it', [aac(lowComplexity, true)], ['mp4a.40.2']],
    ['HE-AAC', [aac([5 << 3, 0], true)], ['mp4a.40.5']],
    // 31 says that six more bits follow, to which 32 is added: 11111 001010 is 42, which is xHE-AAC.
    ['an object type of two bytes', [aac([0b11111_001, 0b010_00000], false)], ['mp4a.40.42']],
    [
      'picture and sound, in the order of the tracks',
      [h264(77, 0x40, 21), aac(lowComplexity, true)],
      ['avc1.4d4015', 'mp4a.40.2'],
    ],
  ])('are read from its boxes: %s', (_, entries, codecs) => {
    expect(codecsOf(initOf(...entries))).toEqual(codecs)
  })

  test.each<[string, Buffer]>([
    ['another codec', initOf(box('hvc1', zeros(78), box('hvcC', zeros(23))))],
    ['no tracks', box('moov', box('mvhd', zeros(100)))],
    ['nothing', zeros(0)],
  ])('are not guessed where there is %s', (_, init) => {
    expect(() => codecsOf(init)).toThrow('no H.264 and no AAC track')
  })

  test('are not sought for ever in boxes without a size', () => {
    expect(() => codecsOf(zeros(64))).toThrow(/box .* of 0 bytes/)
  })

  test('are not made up from a sound track without a configuration', () => {
    expect(() => codecsOf(initOf(box('mp4a', zeros(28), box('esds', zeros(4)))))).toThrow(
      'no audio configuration',
    )
  })
})
