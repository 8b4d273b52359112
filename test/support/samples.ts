import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, open, readFile, rename, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { frameStrip } from './frame-strip.ts'

export { frameStrip, readFrameNumber, stripPoints } from './frame-strip.ts'

const run = promisify(execFile)

/** ffmpeg as tests use it: no box, no guard; answers stdout as bytes. */
export async function ffmpeg(...words: string[]): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: 2 ** 29 } as const
  return (await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...words], options)).stdout
}

export interface NumberedOptions {
  readonly seconds?: number
  readonly size?: `${number}x${number}`
  readonly fps?: number
  /** Encoder options for the picture; x264 at its fastest, a keyframe each second, no B-frames unless given. */
  readonly picture?: readonly string[]
  readonly sound?: readonly string[] | null
  /** Filters after the strip is drawn, beginning with a comma. */
  readonly filter?: string
  readonly soundSeconds?: number
  readonly more?: readonly string[]
}

const plainPicture = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-profile:v',
  'high',
  '-bf',
  '0',
  '-g',
  '30',
  '-pix_fmt',
  'yuv420p',
]
const plainSound = ['-c:a', 'aac', '-b:a', '64k', '-ar', '48000']

/** A moving picture whose frames carry their numbers (`readFrameNumber`), with a tenth of a second of beep each whole second. */
export function numbered(file: string, options: NumberedOptions = {}): Promise<Buffer> {
  const { seconds = 6, size = '640x360', fps = 30, sound = plainSound } = options
  const cells = Array.from({ length: frameStrip.bits }, (_, cell) => {
    const place = `x=iw*${cell}/${frameStrip.bits}:w=iw/${frameStrip.bits}+1:y=ih*${frameStrip.top}:h=ih*${frameStrip.bottom - frameStrip.top}`
    return `drawbox=${place}:color=white:t=fill:enable='mod(floor(n/${2 ** (frameStrip.bits - 1 - cell)}),2)'`
  })
  const strip = `drawbox=x=0:w=iw:y=ih*${frameStrip.top}:h=ih*${frameStrip.bottom - frameStrip.top}:color=black:t=fill`
  const picture = `testsrc2=s=${size}:r=${fps}:d=${seconds},${strip},${cells.join(',')}${options.filter ?? ''}`
  const beep = `aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000:d=${options.soundSeconds ?? seconds}`
  return ffmpeg(
    ...['-f', 'lavfi', '-i', picture, ...(sound ? ['-f', 'lavfi', '-i', beep] : [])],
    ...(options.picture ?? plainPicture),
    ...(sound ?? []),
    ...(options.more ?? []),
    file,
  )
}

type Recipe = (file: string, sample: (name: string) => Promise<string>) => Promise<unknown>

const numberedAs =
  (options: NumberedOptions): Recipe =>
  (file) =>
    numbered(file, options)
const text =
  (content: string): Recipe =>
  (file) =>
    writeFile(file, content)
const cutTo =
  (name: string, part: number): Recipe =>
  async (file, sample) => {
    await copyFile(await sample(name), file)
    const handle = await open(file)
    const { size } = await handle.stat()
    await handle.close()
    await truncate(file, Math.floor(size * part))
  }
const coverAndBeep = [
  '-f',
  'lavfi',
  '-i',
  'sine=d=3',
  '-f',
  'lavfi',
  '-i',
  'testsrc2=s=320x320:d=0.04',
] as const

const recipes = {
  // Watchable
  'plain.mp4': numberedAs({ more: ['-movflags', '+faststart'] }),
  'hd.mp4': numberedAs({ size: '1280x720', seconds: 5 }),
  'b-frames.mp4': numberedAs({
    picture: ['-c:v', 'libx264', '-preset', 'veryfast', '-bf', '3', '-g', '60', '-pix_fmt', 'yuv420p'],
  }),
  'plain.mkv': numberedAs({ sound: ['-c:a', 'libopus'], seconds: 4 }),
  'short.mp4': numberedAs({ seconds: 0.2 }),
  'no-audio.mp4': numberedAs({ sound: null, seconds: 3 }),
  'audio-only.m4a': (file) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=5', ...plainSound, file),
  'speech.mp3': (file) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=4', '-b:a', '64k', file),
  'speech.wav': (file) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=2', file),
  'speech.ogg': (file) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'libopus', file),
  'speech.aac': (file) => ffmpeg('-f', 'lavfi', '-i', 'sine=d=2', '-c:a', 'aac', file),
  'cover.mp3': (file) =>
    ffmpeg(
      ...coverAndBeep,
      '-map',
      '0',
      '-map',
      '1',
      '-c:v',
      'mjpeg',
      '-frames:v',
      '1',
      '-disposition:v',
      'attached_pic',
      file,
    ),
  'cover.m4a': (file) =>
    ffmpeg(
      ...coverAndBeep,
      '-map',
      '0',
      '-map',
      '1',
      '-c:v',
      'mjpeg',
      '-frames:v',
      '1',
      '-disposition:v',
      'attached_pic',
      ...plainSound,
      '-f',
      'mp4',
      file,
    ),
  'no-duration.webm': (file) =>
    // A pipe cannot be gone back in to write the duration, as in a browser's recorder.
    numbered('pipe:1', {
      seconds: 3,
      picture: [
        '-c:v',
        'libvpx',
        '-deadline',
        'realtime',
        '-cpu-used',
        '8',
        '-b:v',
        '1M',
        '-auto-alt-ref',
        '0',
      ],
      sound: ['-c:a', 'libopus'],
      more: ['-f', 'webm', '-live', '1'],
    }).then((bytes) => writeFile(file, bytes)),
  // The strip is drawn upright, turned left, and the file tells players to turn it back right.
  'rotated.mp4': async (file) => {
    await numbered(file, { filter: ',transpose=2' })
    await turnRight(file)
  },
  'variable.mp4': numberedAs({
    filter: ",select='not(between(n,60,89))*(mod(n,3)+lt(n,30))'",
    more: ['-fps_mode', 'vfr'],
  }),
  'odd.mp4': numberedAs({
    size: '853x481',
    seconds: 3,
    filter: ',format=yuv444p',
    picture: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p'],
  }),
  'anamorphic.mp4': numberedAs({ size: '720x576', seconds: 2, filter: ',setsar=64/45' }),
  'five-one.mp4': numberedAs({ seconds: 2, sound: ['-ac', '6', ...plainSound] }),
  'ten-bit.mp4': numberedAs({
    seconds: 2,
    picture: ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv422p10le'],
  }),
  'hdr.mp4': numberedAs({
    seconds: 2,
    picture: [
      '-c:v',
      'libx265',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p10le',
      '-tag:v',
      'hvc1',
      '-x265-params',
      'log-level=none:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc',
    ],
  }),
  'interlaced.ts': numberedAs({
    seconds: 3,
    picture: ['-c:v', 'mpeg2video', '-flags', '+ilme+ildct', '-b:v', '4M'],
    sound: ['-c:a', 'mp2'],
  }),
  'camera.avi': numberedAs({ seconds: 2, picture: ['-c:v', 'mjpeg'], sound: ['-c:a', 'pcm_s16le'] }),
  'sparse-keys.mp4': numberedAs({
    seconds: 7,
    picture: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '9999', '-pix_fmt', 'yuv420p'],
  }),
  'sound-longer.mp4': numberedAs({ seconds: 3, soundSeconds: 5 }),
  'picture-longer.mp4': numberedAs({ seconds: 5, soundSeconds: 3 }),
  'late-picture.mp4': (file) =>
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'sine=d=4',
      '-itsoffset',
      '1',
      '-f',
      'lavfi',
      '-i',
      'testsrc2=s=320x240:r=30:d=3',
      '-map',
      '1',
      '-map',
      '0',
      '-fps_mode',
      'vfr',
      ...plainPicture,
      ...plainSound,
      file,
    ),
  'black-start.mp4': numberedAs({ seconds: 4, filter: ",drawbox=color=black:t=fill:enable='lt(n,75)'" }),
  'black.mp4': (file) => ffmpeg('-f', 'lavfi', '-i', 'color=black:s=320x180:d=2', file),
  'personal.mov': numberedAs({
    seconds: 2,
    more: [
      '-movflags',
      'use_metadata_tags',
      '-metadata',
      'com.apple.quicktime.location.ISO6709=+52.3702+004.8952+000.000/',
      '-metadata',
      'com.apple.quicktime.make=Apple',
      '-metadata',
      'com.apple.quicktime.model=SecretPhone 15',
      '-metadata',
      'creation_time=2026-03-02T09:15:00Z',
      '-metadata',
      'artist=Juf Anna',
      '-metadata:s:v',
      'handler_name=SecretPhone',
    ],
  }),
  'flipped-bytes.mp4': async (file, sample) => {
    const bytes = await readFile(await sample('plain.mp4'))
    for (let at = 60_000; at < bytes.length - 20_000; at += 4999) bytes[at] = (bytes[at] ?? 0) ^ 0xff
    await writeFile(file, bytes)
  },
  // Refused
  'text.mp4': text('This is not a video. '.repeat(400)),
  'empty.mp4': text(''),
  'noise.mp4': (file) =>
    writeFile(file, Buffer.from(Array.from({ length: 50_000 }, (_, at) => (at * at * 31 + (at >> 3)) & 255))),
  'picture.mp4': (file) =>
    ffmpeg('-f', 'lavfi', '-i', 'testsrc2=s=64x64', '-frames:v', '1', '-f', 'image2', '-c:v', 'png', file),
  'flash.mp4': (file, sample) =>
    sample('no-audio.mp4').then((from) => ffmpeg('-i', from, '-c', 'copy', '-f', 'flv', file)),
  'subtitles.mkv': async (file) => {
    await writeFile(`${file}.srt`, '1\n00:00:00,000 --> 00:00:02,000\nhello\n')
    await ffmpeg('-i', `${file}.srt`, file)
  },
  'sibling-playlist.mp4': async (file, sample) => {
    await sample('plain.mp4')
    await writeFile(file, '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nplain.mp4\n#EXT-X-ENDLIST\n')
  },
  'file-playlist.mp4': text(
    '#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
  ),
  'concat.mp4': async (file, sample) => {
    await sample('plain.mp4')
    await writeFile(file, 'ffconcat version 1.0\nfile plain.mp4\n')
  },
  'huge-picture.mp4': (file) =>
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'color=s=8192x8192:r=1:d=1',
      '-frames:v',
      '1',
      ...plainPicture,
      '-threads',
      '1',
      file,
    ),
  'thousand-streams.mkv': (file) =>
    ffmpeg(
      '-f',
      'lavfi',
      '-i',
      'anullsrc=r=8000:cl=mono:d=0.1',
      ...Array.from({ length: 1000 }, () => ['-map', '0']).flat(),
      '-c:a',
      'pcm_u8',
      file,
    ),
  'cut-at-the-end.mp4': async (file) => {
    // The index comes last here, so that cutting the file off takes it away.
    await numbered(file, { seconds: 3 })
    const { length } = await readFile(file)
    await truncate(file, Math.floor(length * 0.6))
  },
  'cut-faststart.mp4': cutTo('plain.mp4', 0.4),
  'cut-a-little.mp4': cutTo('plain.mp4', 0.85),
  'cut.mkv': cutTo('plain.mkv', 0.5),
} satisfies Record<string, Recipe>

export type SampleName = keyof typeof recipes

const making = new Map<string, Promise<string>>()

/** A sample's path; made on first use and kept in `folder`, which test files may share. */
export function sample(
  name: SampleName,
  folder = path.join(tmpdir(), 'interlude-samples-1'),
): Promise<string> {
  const file = path.join(folder, name)
  const made = making.get(file) ?? make(name, folder, file)
  making.set(file, made)
  return made
}

async function make(name: SampleName, folder: string, file: string): Promise<string> {
  if (existsSync(file)) return file
  // Under another name until it is whole, beside its siblings: other test processes make the same samples.
  const own = path.join(folder, `${process.pid}`)
  await mkdir(own, { recursive: true })
  const recipe: Recipe = recipes[name]
  await recipe(path.join(own, name), (other) => sample(other as SampleName, folder))
  await rename(path.join(own, name), file)
  return file
}

/** Writes a display matrix of 90° clockwise into the first track (ISO 14496-12 8.3.2), as a phone held upright does. */
async function turnRight(file: string): Promise<void> {
  const bytes = await readFile(file)
  const width = 360
  const matrix = [0, 0x10000, 0, -0x10000, 0, 0, width << 16, 0, 0x40000000]
  const at = bytes.indexOf('tkhd') + 4 + 40
  for (const [n, value] of matrix.entries()) bytes.writeInt32BE(value, at + n * 4)
  await writeFile(file, bytes)
}
