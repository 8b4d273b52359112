import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { frameStrip } from './frame-strip.ts'

const run = promisify(execFile)

/** ffmpeg as tests use it: no box, no guard; answers stdout as bytes. */
export async function ffmpeg(...args: string[]): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: 2 ** 29 } as const
  return (await run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args], options)).stdout
}

/** Arguments none of which holds a space. */
export const words = (text: string): string[] => text.split(' ')

export interface NumberedOptions {
  readonly seconds?: number
  readonly size?: `${number}x${number}`
  readonly fps?: number | `${number}/${number}`
  /** Encoder options for the picture; x264 at its fastest, a keyframe each second, no B-frames unless given. */
  readonly picture?: readonly string[]
  readonly sound?: readonly string[] | null
  /** Filters after the strip is drawn, beginning with a comma. */
  readonly filter?: string
  readonly soundSeconds?: number
  readonly more?: readonly string[]
}

export const plainPicture = words(
  '-c:v libx264 -preset ultrafast -profile:v high -bf 0 -g 30 -pix_fmt yuv420p',
)
export const plainSound = words('-c:a aac -b:a 64k -ar 48000')

/** A tenth of a second of 1 kHz at each whole second, as a source for `-f lavfi -i`. */
export const beeps = (seconds: number): string =>
  `aevalsrc='0.5*sin(2*PI*1000*t)*lt(mod(t,1),0.1)':s=48000:d=${seconds}`

/** A moving picture whose frames carry their numbers (`readFrameNumber`), as a source for `-f lavfi -i`. */
export function numbers(size: string, fps: number | string, seconds: number): string {
  const high = `y=ih*${frameStrip.top}:h=ih*${frameStrip.bottom - frameStrip.top}`
  const cells = Array.from({ length: frameStrip.bits }, (_, cell) => {
    const place = `x=iw*${cell}/${frameStrip.bits}:w=iw/${frameStrip.bits}+1:${high}`
    return `drawbox=${place}:color=white:t=fill:enable='mod(floor(n/${2 ** (frameStrip.bits - 1 - cell)}),2)'`
  })
  const strip = `drawbox=x=0:w=iw:${high}:color=black:t=fill`
  return `testsrc2=s=${size}:r=${fps}:d=${seconds},${strip},${cells.join(',')}`
}

/** A numbered picture with a beep each whole second. */
export function numbered(file: string, options: NumberedOptions = {}): Promise<Buffer> {
  const { seconds = 6, size = '640x360', fps = 30, sound = plainSound } = options
  const picture = `${numbers(size, fps, seconds)}${options.filter ?? ''}`
  return ffmpeg(
    ...['-f', 'lavfi', '-i', picture],
    ...(sound ? ['-f', 'lavfi', '-i', beeps(options.soundSeconds ?? seconds)] : []),
    ...(options.picture ?? plainPicture),
    ...(sound ?? []),
    ...(options.more ?? []),
    file,
  )
}
