import { crc32, deflateSync, gzipSync } from 'node:zlib'
import { words } from '../make-media.ts'
import { type HostileFile, picture } from './hostile-file.ts'
import { cluster, element, info, matroska, pcmTrack, unsigned } from './matroska.ts'
import { box, fileType, full, movie, text, u16, u32 } from './mp4.ts'

/** A black PNG with one bit for each pixel: a hundred kilobytes at 30,000 by 30,000. */
export function png(width: number, height: number): Buffer {
  const chunk = (type: string, body: Buffer) => {
    const named = Buffer.concat([text(type), body])
    return Buffer.concat([u32(body.length), named, u32(crc32(named))])
  }
  const rows = Buffer.alloc((1 + Math.ceil(width / 8)) * height)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', Buffer.concat([u32(width, height), Buffer.from([1, 0, 0, 0, 0])])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** An index of so many samples, of a byte each, that takes twenty bytes to say. */
export const manySamples = (count: number): Buffer =>
  movie({
    format: 'jpeg',
    samples: [Buffer.alloc(4000)],
    tables: {
      stts: full('stts', 0, u32(1, count, 1)),
      stsc: full('stsc', 0, u32(1, 1, count, 1)),
      stsz: full('stsz', 0, u32(1, count)),
    },
  })

/** A picture of 30,000 by 30,000 in a track that says 320 by 240. */
const lyingPicture = (): Buffer => {
  const huge = png(30_000, 30_000)
  return movie({ format: 'png ', samples: [huge, huge, huge], delta: 10 })
}

/** A movie header that unpacks to nearly two gigabytes of nothing. */
export function packedHeader(bytes: number): Buffer {
  const packed = deflateSync(Buffer.alloc(bytes), { level: 9 })
  return Buffer.concat([
    fileType('qt  '),
    box('moov', box('cmov', box('dcom', text('zlib')), box('cmvd', u32(0x7fff_0000), packed))),
  ])
}

const zipped = element(
  0x6d80,
  element(
    0x6240,
    unsigned(0x5031, 0),
    unsigned(0x5032, 1),
    unsigned(0x5033, 0),
    element(0x5034, unsigned(0x4254, 0)),
  ),
)

/** Small files that grow. */
export const bombs: readonly HostileFile[] = [
  {
    what: 'a still picture of 30,000 by 30,000',
    name: 'lesson.mp4',
    make: () => png(30_000, 30_000),
    ends: 'not-media',
  },
  {
    what: 'such a picture in a movie that calls it small',
    name: 'lesson.mov',
    make: lyingPicture,
    ends: 'picture-too-large',
  },
  {
    what: 'a JPEG that says it is 65,500 by 65,500',
    name: 'lesson.avi',
    make: async ({ made }) => {
      const jpeg = await made('jpg', words('-f lavfi -i testsrc2=s=64x64 -frames:v 1'))
      const at = jpeg.indexOf(Buffer.from('ffc0', 'hex'))
      u16(65_500, 65_500).copy(jpeg, at + 5)
      return movie({ format: 'jpeg', samples: [jpeg, jpeg], delta: 15 })
    },
    ends: 'picture-too-large',
  },
  {
    what: 'a day of black in a megabyte',
    name: 'lesson.mp4',
    make: ({ made }) => made('mp4', picture('color=black:s=16x16:r=0.1:d=86400', '-g', '10')),
    ends: 'too-long',
  },
  {
    what: 'two blocks of sound a day apart, and no header that says so',
    name: 'lesson.mkv',
    make: () =>
      matroska(
        info(),
        element(0x1654ae6b, pcmTrack()),
        cluster(0, Buffer.alloc(800)),
        cluster(86_400_000, Buffer.alloc(800)),
      ),
    ends: 'too-long',
  },
  {
    what: 'two pictures a lifetime apart',
    name: 'lesson.mov',
    make: () => {
      const small = png(16, 16)
      return movie({ format: 'png ', samples: [small, small], timescale: 1, delta: 0x7fff_ffff })
    },
    ends: 'too-long',
  },
  {
    what: 'a movie header packed a thousand to one',
    name: 'lesson.mov',
    make: () => packedHeader(2 ** 25),
    ends: ['not-media', 'truncated'],
  },
  {
    what: 'blocks of Matroska that unpack to fifty megabytes each',
    name: 'lesson.mkv',
    make: () => {
      const bomb = deflateSync(Buffer.alloc(5e7), { level: 1 })
      return matroska(info(), element(0x1654ae6b, pcmTrack(zipped)), cluster(0, bomb, bomb, bomb, bomb))
    },
    ends: ['truncated', 'no-picture-or-sound'],
  },
  {
    what: 'a good recording packed by gzip',
    name: 'lesson.mkv',
    make: async ({ base }) => gzipSync(await base('mkv')),
    ends: 'not-media',
  },
  {
    what: 'eighty million samples in a header of twenty bytes',
    name: 'lesson.mov',
    make: () => manySamples(80_000_000),
    ends: ['no-picture-or-sound', 'not-media', 'unsupported-format', 'truncated'],
  },
  {
    what: 'three hundred small tracks',
    name: 'lesson.mkv',
    make: ({ made }) =>
      made('mkv', [
        ...words('-f lavfi -i anullsrc=r=8000:cl=mono:d=0.1'),
        ...Array.from({ length: 300 }, () => ['-map', '0']).flat(),
        ...words('-c:a pcm_u8'),
      ]),
    ends: 'too-many-streams',
  },
  {
    what: 'a picture of 16 by 8200 pixels',
    name: 'lesson.mp4',
    make: ({ made }) => made('mp4', picture('color=red:s=16x8200:r=10:d=1')),
    ends: 'picture-too-large',
  },
  {
    what: 'five hours of one picture and no sound, in a kilobyte',
    name: 'lesson.mp4',
    make: () => {
      const small = png(16, 16)
      return movie({ format: 'png ', samples: [small, small], timescale: 1, delta: 9000 })
    },
    ends: 'too-long',
  },
]
