import { type HostileFile, sound } from './hostile-file.ts'
import { claiming, cluster, element, float, header, info, matroska, pcmTrack, unsigned } from './matroska.ts'
import { u32 } from './mp4.ts'

const tracks = element(0x1654ae6b, pcmTrack())
const block = Buffer.alloc(800)

/** The same lies in other containers than mp4. */
export const otherHeaders: readonly HostileFile[] = [
  {
    what: 'a segment of Matroska that says it is the size of the world',
    name: 'lesson.mkv',
    make: () =>
      Buffer.concat([header(), claiming(0x18538067, 2 ** 52, info(), tracks, cluster(0, block, block))]),
    ends: 'safe',
  },
  {
    what: 'Matroska that lasts longer than the sun',
    name: 'lesson.mkv',
    make: () => matroska(info(float(0x4489, 1e300)), tracks, cluster(0, block, block)),
    ends: ['safe', 'too-long', 'truncated'],
  },
  {
    what: 'Matroska that refers to itself for its index',
    name: 'lesson.mkv',
    make: () => {
      const seek = (to: number) =>
        element(0x114d9b74, element(0x4dbb, element(0x53ab, u32(0x114d9b74)), unsigned(0x53ac, to)))
      return matroska(seek(0), seek(0), info(), tracks, cluster(0, block, block))
    },
    ends: 'safe',
  },
  {
    what: 'sound of no channels at no rate',
    name: 'lesson.wav',
    make: async (bench) => {
      const bytes = Buffer.from(await sound('wav')(bench))
      bytes.writeUInt16LE(0, 22)
      bytes.writeUInt32LE(0, 24)
      return bytes
    },
    ends: ['unsupported-format', 'not-media', 'no-picture-or-sound'],
  },
  {
    what: 'sound of 65,535 channels at four billion samples a second',
    name: 'lesson.wav',
    make: async (bench) => {
      const bytes = Buffer.from(await sound('wav')(bench))
      bytes.writeUInt16LE(65_535, 22)
      bytes.writeUInt32LE(0xffff_ffff, 24)
      return bytes
    },
    ends: ['unsupported-format', 'not-media', 'no-picture-or-sound', 'truncated'],
  },
  {
    what: 'a WAV that says it holds four gigabytes',
    name: 'lesson.wav',
    make: async (bench) => {
      const bytes = Buffer.from(await sound('wav')(bench))
      bytes.writeUInt32LE(0xffff_ffff, 4)
      bytes.writeUInt32LE(0xffff_fff0, bytes.indexOf('data') + 4)
      return bytes
    },
    ends: ['safe', 'too-long', 'truncated'],
  },
  {
    what: 'an AVI whose index refers to the beginning again and again',
    name: 'lesson.avi',
    make: async ({ base }) => {
      const bytes = Buffer.from(await base('avi'))
      const at = bytes.indexOf('idx1')
      for (let entry = at + 8; entry + 16 <= bytes.length; entry += 16) bytes.writeUInt32LE(4, entry + 8)
      return bytes
    },
    ends: ['safe', 'truncated'],
  },
  {
    what: 'an AVI of no frames a second and pictures of 2^31 rows',
    name: 'lesson.avi',
    make: async ({ base }) => {
      const bytes = Buffer.from(await base('avi'))
      const at = bytes.indexOf('avih')
      bytes.writeUInt32LE(0, at + 8)
      const strf = bytes.indexOf('strf')
      bytes.writeInt32LE(-2_147_483_648, strf + 16)
      return bytes
    },
    ends: ['safe', 'picture-too-large', 'unsupported-format', 'not-media', 'truncated'],
  },
  {
    what: 'Ogg whose clock runs backwards',
    name: 'lesson.ogg',
    make: async (bench) => {
      const bytes = Buffer.from(await sound('ogg')(bench))
      const pages: number[] = []
      for (let at = bytes.indexOf('OggS'); at >= 0; at = bytes.indexOf('OggS', at + 1)) pages.push(at)
      for (const [n, page] of pages.slice(2).entries()) bytes.writeBigInt64LE(BigInt(-1000 * n), page + 6)
      return bytes
    },
    ends: ['safe', 'truncated', 'no-picture-or-sound', 'not-media', 'unsupported-format'],
  },
]
