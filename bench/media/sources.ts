import { writeFile } from 'node:fs/promises'
import type { MediaFacts } from '../../src/platform/media/facts.ts'
import { probe } from '../../src/platform/media/probe.ts'
import { mayRemux, remuxObstacles } from '../../src/platform/media/remux-gate.ts'
import type { MediaTools } from '../../src/platform/media/tools.ts'
import { ffmpeg } from './run.ts'

export interface Source {
  readonly file: string
  readonly facts: MediaFacts
  readonly seconds: number
}

/** Recordings that may be remuxed, made by ffmpeg when they are first asked for. */
export interface Sources {
  /** A minute. */
  short(): Promise<Source>
  /** The picture of `short` ten times over, with sound of its own. */
  long(): Promise<Source>
  /** The first seconds of `short`. */
  piece(seconds: number): Promise<Source>
}

interface Wanted {
  readonly quick: boolean
  readonly folder: string
  readonly tools: MediaTools
  readonly signal: AbortSignal
  note(line: string): void
}

const rate = 30
const times = 10

export function sourcesIn({ quick, folder, tools, signal, note }: Wanted): Sources {
  const seconds = quick ? 3 : 60
  const kept = new Map<string, Promise<Source>>()
  const once = (name: string, of: number, make: (file: string) => Promise<unknown>): Promise<Source> => {
    const known = kept.get(name)
    if (known) return known
    const made = (async () => {
      const file = `${folder}/${name}.mp4`
      await make(file)
      const facts = await probe(tools, file, { signal })
      if (!mayRemux(facts)) throw new Error(`${name} cannot be remuxed: ${remuxObstacles(facts).join(', ')}`)
      return { file, facts, seconds: of }
    })()
    kept.set(name, made)
    return made
  }
  const run = (args: readonly string[]) => ffmpeg(args, { signal })
  let parts: Promise<{ picture: string; sound: string }> | undefined
  const drawn = () => {
    parts ??= (async () => {
      note(`drawing a recording of ${seconds} s, which takes some four times as long on one core`)
      const [picture, sound] = [`${folder}/picture.mp4`, `${folder}/sound.m4a`]
      await run([...drawing(seconds, quick), picture])
      await run([...talking(seconds * times), sound])
      return { picture, sound }
    })()
    return parts
  }
  const both = ['-map', '0:v', '-map', '1:a', '-c', 'copy', '-movflags', '+faststart']

  const sources: Sources = {
    short: () =>
      once('short', seconds, async (file) => {
        const { picture, sound } = await drawn()
        await run(['-i', picture, '-t', String(seconds), '-i', sound, ...both, file])
      }),
    long: () =>
      once('long', seconds * times, async (file) => {
        const { picture, sound } = await drawn()
        const list = `${folder}/list.txt`
        await writeFile(list, `file 'file:${picture}'\n`.repeat(times))
        await run(['-f', 'concat', '-safe', '0', '-i', list, '-i', sound, ...both, file])
      }),
    piece: (wanted) =>
      once(`piece-${wanted}`, wanted, async (file) => {
        const { picture, sound } = await drawn()
        const most = ['-t', String(wanted)]
        await run([...most, '-i', picture, ...most, '-i', sound, ...both, file])
      }),
  }
  return sources
}

/**
 * A camera that drifts over something with detail at every size, two things that move before it, and grain: as demanding, at the
 * ladder's sizes, as a quiet scene. It is written as a phone does: 1080p, 30 frames a second, 14 Mb/s, a keyframe each
 * second, no B-frames.
 */
function drawing(seconds: number, quick: boolean): string[] {
  const [width, height, kilobits] = quick ? [1280, 720, 6000] : [1920, 1080, 14_000]
  const [wide, high] = [1.25 * width, 1.25 * height]
  const [right, down] = [(wide - width) / 2, (high - height) / 2]
  const size = (part: number) => `s=${width / part}x${height / part}:r=${rate}`
  const still = `mandelbrot=s=${wide}x${high}:r=${rate}:start_x=-0.7436:start_y=0.1319:start_scale=0.02:end_scale=0.02,trim=end_frame=1`
  const soft = `gblur=sigma=${height / 900},eq=contrast=0.6:saturation=0.5,format=yuv420p`
  // One picture, held: drawing it anew for each frame would take longer than all the rest.
  const room = `${still},${soft},loop=-1:1:0,setpts=N/${rate}/TB`
  const pan = `crop=${width}:${height}:x='${right}*(1+0.95*sin(t*0.11))':y='${down}*(1+0.95*sin(t*0.17))'`
  const over = (x: string, y: string) => `overlay=x='(W-w)/2*(1+${x})':y='(H-h)/2*(1+${y})'`
  const graph = [
    `${room},${pan}[room]`,
    `testsrc2=${size(4)},format=yuv420p[a]`,
    `gradients=${size(8)}:speed=0.02:seed=3,format=yuv420p[b]`,
    `[room][a]${over('sin(t*0.45)', 'cos(t*0.3)')}[one]`,
    `[one][b]${over('cos(t*0.25)', 'sin(t*0.55)')},noise=alls=4:allf=t,trim=duration=${seconds}[all]`,
  ].join(';')
  return [
    ...['-filter_complex', graph, '-map', '[all]', '-pix_fmt', 'yuv420p'],
    ...['-c:v', 'libx264', '-preset', 'superfast', '-profile:v', 'high', '-bf', '0'],
    ...['-g', String(rate), '-sc_threshold', '0', '-b:v', `${kilobits}k`, '-maxrate', `${kilobits}k`],
    // A short buffer: the first seconds must not be above the rate that may be remuxed.
    ...['-bufsize', `${kilobits / 4}k`],
  ]
}

/** A buzz in syllables, whose pitch wanders, in phrases with pauses between them, over the noise of a room. */
function talking(seconds: number): string[] {
  const phrases = '(between(mod(t,7),0.3,3.1)+between(mod(t,7),3.9,5.6))'
  const syllables = 'pow(max(0,sin(2*PI*(4.3*t+0.35*sin(2.3*t)))),0.7)'
  const buzz = '(2*mod(128*t+4*sin(1.9*t)-6*cos(0.7*t)+20,1)-1)'
  const voice = `aevalsrc='0.5*${phrases}*${syllables}*${buzz}':s=16000:d=${seconds},lowpass=f=3400[voice]`
  const room = `anoisesrc=r=16000:d=${seconds}:c=brown:a=0.012:seed=7[room]`
  const graph = `${voice};${room};[voice][room]amix=inputs=2:normalize=0,aresample=48000,aformat=channel_layouts=mono[all]`
  return ['-filter_complex', graph, '-map', '[all]', '-c:a', 'aac', '-b:a', '96k']
}
