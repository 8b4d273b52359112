import { words } from '../make-media.ts'
import { type HostileFile, noise, part, sound, type Workbench } from './hostile-file.ts'
import { fileType } from './mp4.ts'

const faststart = async ({ made, base }: Workbench) =>
  made('mp4', words('-c copy -movflags +faststart'), await base('mp4'))
/** Some bytes after the head, turned over. */
const flipped = (bytes: Buffer, every: number): Buffer => {
  const copy = Buffer.from(bytes)
  for (let at = 2000; at < copy.length; at += every) copy[at] = (copy[at] ?? 0) ^ 0xff
  return copy
}
const third = (bytes: Buffer, thirds: 1 | 2): Buffer => part(bytes, 0, thirds / 3)

/** Recordings that broke off or were damaged on the way, as networks and cameras leave them. */
export const damaged: readonly HostileFile[] = [
  ...([1, 2] as const).flatMap((thirds): HostileFile[] => [
    {
      what: `${thirds} of 3 parts of a recording whose index comes last`,
      name: 'lesson.mp4',
      make: async ({ base }) => third(await base('mp4'), thirds),
      ends: 'truncated',
    },
    {
      what: `${thirds} of 3 parts of a recording whose index comes first`,
      name: 'lesson.mp4',
      make: async (bench) => third(await faststart(bench), thirds),
      ends: 'truncated',
    },
    {
      what: `${thirds} of 3 parts of Matroska`,
      name: 'lesson.mkv',
      make: async ({ base }) => third(await base('mkv'), thirds),
      ends: 'truncated',
    },
    {
      what: `${thirds} of 3 parts of AVI`,
      name: 'lesson.avi',
      make: async ({ base }) => third(await base('avi'), thirds),
      ends: 'truncated',
    },
    {
      // It has no length that it could fall short of.
      what: `${thirds} of 3 parts of a transport stream`,
      name: 'lesson.ts',
      make: async ({ base }) => third(await base('ts'), thirds),
      ends: 'safe',
    },
  ]),
  {
    what: 'the last part of a recording alone',
    name: 'lesson.mp4',
    make: async (bench) => part(await faststart(bench), 0.5, 1),
    ends: 'not-media',
  },
  {
    what: 'the last part of a transport stream alone',
    name: 'lesson.ts',
    make: async ({ base }) => part(await base('ts'), 0.5, 1),
    ends: 'safe',
  },
  {
    what: 'a transport stream in which one bit of one time is wrong, by three hours',
    name: 'lesson.ts',
    make: async ({ base }) => {
      const bytes = Buffer.from(await base('ts'))
      const pictures: number[] = []
      for (
        let at = bytes.indexOf('000001e0', 0, 'hex');
        at >= 0;
        at = bytes.indexOf('000001e0', at + 4, 'hex')
      ) {
        // Of those that say when they are decoded.
        if (((bytes[at + 7] ?? 0) & 0xc0) === 0xc0) pictures.push(at)
      }
      const damaged = (pictures[pictures.length >> 1] ?? 0) + 14
      bytes[damaged] = (bytes[damaged] ?? 0) ^ 2
      return bytes
    },
    ends: 'safe',
  },
  {
    what: 'a recording of which nothing but zeros arrived after its index',
    name: 'lesson.mp4',
    make: async (bench) => {
      const bytes = await faststart(bench)
      return Buffer.from(bytes).fill(0, bytes.indexOf('mdat') + 4)
    },
    ends: 'unsupported-format',
  },
  {
    what: 'an index with noise behind it',
    name: 'lesson.mp4',
    make: async (bench) => {
      const bytes = await faststart(bench)
      const head = bytes.subarray(0, bytes.indexOf('mdat') + 4)
      return Buffer.concat([head, noise(bytes.length - head.length, 11)])
    },
    ends: 'unsupported-format',
  },
  {
    what: 'noise behind the head of a movie',
    name: 'lesson.mp4',
    make: () => Buffer.concat([fileType(), noise(100_000, 13)]),
    ends: ['not-media', 'truncated'],
  },
  ...(['mp4', 'mkv', 'ts', 'avi', 'webm'] as const).map(
    (extension): HostileFile => ({
      what: `bytes turned over on the way in ${extension}`,
      name: `lesson.${extension}`,
      make: async ({ base }) => flipped(await base(extension), 2999),
      ends: ['safe', 'truncated', 'unsupported-format', 'not-media', 'too-long', 'picture-too-large'],
    }),
  ),
  {
    what: 'sound with holes',
    name: 'lesson.mp3',
    make: async (bench) => flipped(await sound('mp3')(bench), 501),
    ends: 'safe',
  },
]
