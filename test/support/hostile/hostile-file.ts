import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FailureCode } from '../../../src/clips/failures.ts'
import { ffmpeg, numbered, plainPicture, plainSound, words } from '../make-media.ts'

/** How a file ends: refused with a code, or as a clip that shows nothing but picture and sound. */
export type End = FailureCode | 'safe'

export interface HostileFile {
  /** What is wrong with it, as a person would say it. */
  readonly what: string
  /** As its sender calls it. */
  readonly name: string
  readonly make: (workbench: Workbench) => Buffer | Promise<Buffer>
  /** Several where versions of ffmpeg differ. */
  readonly ends: End | readonly End[]
}

export interface Workbench {
  /** A good recording of some seconds; its `moov` comes last in mp4. */
  base(extension: keyof typeof bases): Promise<Buffer>
  /** What ffmpeg makes with these words. `input` comes before them, as a file. */
  made(extension: string, args: readonly string[], input?: Buffer): Promise<Buffer>
  /** Puts a file where ffmpeg can be told of it. */
  put(name: string, bytes: Buffer | string): Promise<string>
  /** Where somebody listens who must hear nothing. */
  readonly port: number
}

/** Nobody but the sender's own file may ever say this. */
export const marker = 'HOSTILE-MARKER'

const small = { seconds: 3, size: '160x120' } as const
const bases = {
  mp4: { ...small },
  mkv: { ...small },
  ts: { ...small, picture: words('-c:v mpeg2video -b:v 500k'), sound: words('-c:a mp2') },
  avi: { ...small, picture: words('-c:v mjpeg'), sound: words('-c:a pcm_s16le') },
  webm: {
    ...small,
    picture: words('-c:v libvpx -deadline realtime -cpu-used 8 -b:v 300k'),
    sound: words('-c:a libopus'),
  },
} as const
const sounds = {
  mp3: '-c:a libmp3lame -b:a 64k',
  wav: '-c:a pcm_s16le',
  ogg: '-c:a libvorbis',
  aac: '-c:a aac',
  m4a: plainSound.join(' '),
}

/** Makes what recipes ask for in a folder of its own, each thing once. */
export async function openWorkbench(port: number): Promise<Workbench & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'interlude-hostile-'))
  const made = new Map<string, Promise<Buffer>>()
  let count = 0
  return {
    port,
    base: (extension) => {
      const file = path.join(folder, `base.${extension}`)
      const found = made.get(file) ?? numbered(file, bases[extension]).then(() => readFile(file))
      made.set(file, found)
      return found
    },
    put: async (name, bytes) => {
      const file = path.join(folder, name)
      await writeFile(file, bytes)
      return file
    },
    made: async (extension, args, input) => {
      const file = path.join(folder, `${count++}.${extension}`)
      if (input) await writeFile(`${file}.in`, input)
      await ffmpeg(...(input ? ['-i', `${file}.in`] : []), ...args, file)
      return readFile(file)
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** A sine of some seconds in a container of sound alone. */
export const sound = (extension: keyof typeof sounds, seconds = 2): HostileFile['make'] => {
  const args = ['-f', 'lavfi', '-i', `sine=d=${seconds}`, ...words(sounds[extension])]
  return ({ made }) => made(extension, args)
}

/** Of ffmpeg's own picture, at a size and for a time that costs nothing. */
export const picture = (source: string, ...args: string[]): string[] => [
  ...['-f', 'lavfi', '-i', source],
  ...plainPicture,
  ...args,
]

export const part = (bytes: Buffer, from: number, to: number): Buffer =>
  bytes.subarray(Math.floor(bytes.length * from), Math.floor(bytes.length * to))

/** Bytes that look random and are the same every time. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed >>> 0 || 1
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}
