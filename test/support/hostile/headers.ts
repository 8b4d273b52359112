import { words } from '../make-media.ts'
import { png } from './bombs.ts'
import { type HostileFile, picture } from './hostile-file.ts'
import { cluster, element, info, matroska, pcmTrack } from './matroska.ts'
import { box, changeBox, fileType, movie, poke, u32 } from './mp4.ts'

const changed =
  (path: string, change: (body: Buffer) => Buffer): HostileFile['make'] =>
  async ({ base }) =>
    changeBox(await base('mp4'), path, change)
const table = (name: string, body: () => Buffer): HostileFile['make'] =>
  changed(`moov/trak/mdia/minf/stbl/${name}`, body)
const billions = 0xffff_fffe
const tracks = element(0x1654ae6b, pcmTrack())
const block = Buffer.alloc(800)

/** Headers that lie: counts, sizes, times and shapes that no camera writes. */
export const headers: readonly HostileFile[] = [
  {
    what: 'billions of sample sizes',
    name: 'lesson.mp4',
    make: table('stsz', () => u32(0, 0, billions)),
    ends: ['not-media', 'truncated'],
  },
  {
    what: 'billions of chunks',
    name: 'lesson.mp4',
    make: table('stco', () => u32(0, billions, 40)),
    ends: ['safe', 'not-media', 'truncated'],
  },
  {
    what: 'billions of composition offsets',
    name: 'lesson.mp4',
    make: table('stss', () => u32(0, billions, 1)),
    ends: ['safe', 'not-media', 'truncated'],
  },
  {
    what: 'billions of samples at the same time',
    name: 'lesson.mp4',
    make: table('stts', () => u32(0, 1, billions, 0)),
    ends: ['safe', 'not-media', 'truncated', 'unsupported-format'],
  },
  {
    what: 'chunks that begin far after the end of the file',
    name: 'lesson.mp4',
    make: table('stco', () => u32(0, 1, 0xffff_fff0)),
    ends: 'truncated',
  },
  {
    what: 'ten thousand boxes, each in the one before',
    name: 'lesson.mp4',
    make: () => {
      // Nearly as long as they say, and no longer.
      const nested = Buffer.concat(
        Array.from({ length: 10_000 }, (_, depth) => box('moov').fill(u32(8 * (10_000 - depth)), 0, 4)),
      )
      return Buffer.concat([fileType(), nested])
    },
    ends: ['not-media', 'no-picture-or-sound', 'truncated'],
  },
  {
    what: 'a box of no size, which goes on to the end',
    name: 'lesson.mp4',
    make: async ({ base }) => Buffer.concat([fileType(), u32(0), Buffer.from('free'), await base('mp4')]),
    ends: ['not-media', 'truncated'],
  },
  {
    what: 'a box that is smaller than its own head',
    name: 'lesson.mp4',
    make: async ({ base }) => Buffer.concat([fileType(), u32(3), Buffer.from('free'), await base('mp4')]),
    ends: ['not-media', 'truncated', 'safe'],
  },
  {
    what: 'a box whose 64-bit size is negative',
    name: 'lesson.mp4',
    make: async ({ base }) =>
      Buffer.concat([
        fileType(),
        u32(1),
        Buffer.from('free'),
        u32(0xffff_ffff, 0xffff_fff0),
        await base('mp4'),
      ]),
    ends: ['not-media', 'truncated'],
  },
  {
    what: 'a clock that never ticks',
    name: 'lesson.mp4',
    make: changed('moov/trak/mdia/mdhd', poke(12, u32(0))),
    ends: ['safe', 'not-media', 'truncated', 'too-long', 'no-picture-or-sound'],
  },
  {
    what: 'a movie clock that never ticks',
    name: 'lesson.mp4',
    make: changed('moov/mvhd', poke(12, u32(0))),
    ends: ['safe', 'not-media', 'truncated'],
  },
  {
    what: 'a header that says a hundred hours',
    name: 'lesson.mp4',
    make: changed('moov/mvhd', poke(16, u32(360_000_000))),
    ends: ['too-long', 'safe'],
  },
  {
    what: 'a track that says it is of no width and no height',
    name: 'lesson.mp4',
    make: changed('moov/trak/tkhd', poke(76, u32(0, 0))),
    ends: 'safe',
  },
  {
    what: 'a sample description of no width and no height',
    name: 'lesson.mov',
    make: () => movie({ format: 'twos', samples: [Buffer.alloc(4000)], width: 0, height: 0 }),
    ends: ['unsupported-format', 'no-picture-or-sound'],
  },
  {
    what: 'raw pictures of 65,535 by 1',
    name: 'lesson.mov',
    make: () =>
      movie({
        ...{ format: 'raw ', width: 65_535, height: 1, delta: 10 },
        samples: Array.from({ length: 6 }, () => Buffer.alloc(65_535 * 3)),
      }),
    ends: 'picture-too-large',
  },
  {
    what: 'pictures of one pixel',
    name: 'lesson.mov',
    make: () =>
      movie({
        ...{ format: 'raw ', width: 1, height: 1, delta: 1 },
        samples: Array.from({ length: 30 }, () => Buffer.alloc(4)),
      }),
    ends: ['safe', 'unsupported-format'],
  },
  {
    what: 'a picture of two pixels by two',
    name: 'lesson.mp4',
    make: ({ made }) => made('mp4', picture('color=red:s=2x2:r=10:d=1')),
    ends: ['safe', 'unsupported-format'],
  },
  {
    what: 'a picture of 4096 by 16 with pixels four times as wide as high',
    name: 'lesson.mp4',
    make: ({ made }) => made('mp4', picture('color=red:s=4096x16:r=5:d=1', '-vf', 'setsar=4/1')),
    ends: ['safe', 'picture-too-large'],
  },
  {
    what: 'pixels 65,535 times as wide as high',
    name: 'lesson.mp4',
    make: ({ made }) => made('mp4', picture('testsrc2=s=160x120:r=30:d=1', '-aspect', '65535:1')),
    ends: 'safe',
  },
  {
    what: 'a display matrix of rubbish',
    name: 'lesson.mp4',
    make: changed('moov/trak/tkhd', poke(40, u32(0x7fff_ffff, 3, 0x8000_0000, 0x8000_0000, 1, 0, 9, 9, 1))),
    ends: 'safe',
  },
  {
    what: 'a thousand million frames a second',
    name: 'lesson.mov',
    make: () => {
      const still = png(64, 64)
      return movie({
        format: 'png ',
        samples: Array.from({ length: 50 }, () => still),
        timescale: 1e9,
        delta: 1,
      })
    },
    ends: 'no-picture-or-sound',
  },
  {
    what: 'a start a hundred hours off',
    name: 'lesson.mp4',
    make: ({ made }) => made('mp4', picture('testsrc2=s=160x120:r=30:d=1', '-output_ts_offset', '360000')),
    ends: ['safe', 'too-long'],
  },
  {
    what: 'clusters a year after the beginning of time',
    name: 'lesson.mkv',
    make: () => matroska(info(), tracks, cluster(31_536_000_000, block, block, block)),
    ends: 'safe',
  },
  {
    what: 'an edit list that points outside of the media',
    name: 'lesson.mp4',
    make: changed('moov/trak/edts/elst', () => u32(0, 1, 3000, 0x7fff_ffff, 0x10000)),
    ends: 'truncated',
  },
  {
    what: 'an edit list of negative times',
    name: 'lesson.mp4',
    make: changed('moov/trak/edts/elst', () => u32(0, 2, 0xffff_ffff, 0xffff_fff0, 0, 3000, 0x8000_0000, 0)),
    ends: ['too-long', 'truncated'],
  },
  {
    what: 'two movie headers',
    name: 'lesson.mp4',
    make: async ({ base }) => {
      const bytes = await base('mp4')
      return Buffer.concat([bytes, bytes.subarray(bytes.indexOf('moov') - 4)])
    },
    ends: ['safe', 'too-many-streams'],
  },
  {
    what: 'fragments of billions of samples',
    name: 'lesson.mp4',
    make: async ({ made, base }) => {
      const bytes = await made('mp4', words('-c copy -movflags frag_keyframe+empty_moov'), await base('mp4'))
      u32(billions).copy(bytes, bytes.indexOf('trun') + 8)
      return bytes
    },
    ends: ['safe', 'not-media', 'truncated', 'no-picture-or-sound'],
  },
]
