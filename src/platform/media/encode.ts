import { mkdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { type Limits, wallSecondsFor } from './box.ts'
import type { Cut, MediaFacts } from './facts.ts'
import { filterGraph, soundChain } from './filter-graph.ts'
import { decodeGuard, localFile } from './guard.ts'
import { hlsOptions, nothingElse, outputOf, readPackaged } from './package-rendition.ts'
import type { Packaged, RenditionName } from './packaged.ts'
import { mayCopySound } from './remux-gate.ts'
import {
  type AudioRung,
  framesPerSecond,
  keyframeSeconds,
  planRenditions,
  type RenditionPlan,
  type VideoRung,
} from './rendition-plan.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import type { Level } from './sound-level.ts'
import type { MediaTools } from './tools.ts'

export interface EncodeJob {
  readonly tools: MediaTools
  /** A local file, probed before. */
  readonly source: string
  readonly facts: MediaFacts
  /** What of it is encoded; all of it unless given. Copying knows no cuts: it can only begin at keyframes. */
  readonly cut?: Cut | null | undefined
  /** What is done to the sound that rungs get; nothing unless given. */
  readonly level?: Level | null | undefined
  /** An empty folder of this attempt; a folder for each rendition is made in it. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
  /** How much of this is made, 0..1; it never goes back. */
  readonly onProgress?: ((fraction: number) => void) | undefined
  /** Instead of the limit by duration. */
  readonly wallSeconds?: number | undefined
}

/** More threads than this cost memory and bring nothing at these sizes. */
const threads = String(Math.min(8, availableParallelism()))
/**
 * What an edit list cuts from the start of copied sound, to the nearest AAC frame: without the list it would be heard, and
 * all after it 21 ms late.
 */
const withoutPriming = 'noise=amount=0:drop=lt(pts*tb\\,-0.011)'

/**
 * Lets decoding begin when the first picture is shown. B-frames make it begin earlier, and the muxer, which sorts by when
 * things are decoded, would put sound into a segment before the segment's own picture: players that start there set
 * their clock by it, and show every picture late. The muxer takes the shift out again (`negative_cts_offsets`).
 */
const decodedWhenShown = 'setts=pts=PTS+STARTPTS-STARTDTS:dts=DTS+STARTPTS-STARTDTS'

/** Packages the recording as it is, in seconds. Only for a recording that `mayRemux`; sound is encoded where it must be. */
export async function remux(job: EncodeJob): Promise<Packaged> {
  const { facts } = job
  const { video, audio } = facts
  if (!video) throw new TypeError('a recording without a picture cannot be remuxed')
  if (job.cut) throw new TypeError('a cut cannot be remuxed')
  const rung = planRenditions(facts).audio
  const copies = mayCopySound(facts)
  const graph =
    audio && rung && !copies ? ['-filter_complex', `${soundChain(facts, audio, rung, wantedOf(job))}[a]`] : []
  const sound = copies
    ? ['-map', `0:${audio?.index}`, '-c:a', 'copy', '-bsf:a', withoutPriming]
    : graph.length > 0 && rung
      ? soundOutput('[a]', rung)
      : []
  await encode(job, ['source'], facts.bytes * 1.5, [
    ...graph,
    ...[
      ...['-map', `0:${video.index}`],
      ...['-c:v', 'copy', '-bsf:v', decodedWhenShown],
      ...sound,
      ...nothingElse,
      ...hlsOptions('copied'),
      ...outputOf('source'),
    ],
  ])
  return readPackaged(job.folder, 'source', video)
}

/** Makes all renditions of the plan in one process from one decode. Answers them in the plan's order, sound last. */
export async function encodeRungs(job: EncodeJob & { readonly plan: RenditionPlan }): Promise<Packaged[]> {
  const { facts, plan, tools, folder } = job
  const graph = filterGraph(facts, plan, tools.hasToneMapping, job.cut, job.level)
  const { audio } = plan
  const args = ['-filter_complex', graph.text]
  plan.video.forEach((rung, at) => {
    const { picture = '', sound = null } = graph.rungs[at] ?? {}
    args.push('-map', picture, ...pictureOutput(rung))
    if (sound && audio) args.push(...soundOutput(sound, audio))
    args.push(...nothingElse, ...hlsOptions('encoded'), ...outputOf(rung.name))
  })
  if (graph.soundAlone && audio) {
    args.push(
      ...soundOutput(graph.soundAlone, audio),
      ...nothingElse,
      ...hlsOptions('encoded'),
      ...outputOf('audio'),
    )
  }
  const names: RenditionName[] = plan.video.map((rung) => rung.name)
  if (graph.soundAlone) names.push('audio')
  const largest = Math.max(0, ...plan.video.map((rung) => rung.maxRate)) + (audio?.bitRate ?? 0)
  await encode(job, names, (3 * largest * lengthOf(job)) / 8000, args)
  const video = plan.video.map((rung) => readPackaged(folder, rung.name, rung))
  return Promise.all(graph.soundAlone ? [...video, readPackaged(folder, 'audio', null)] : video)
}

/**
 * B-frames are off: then the picture at time t is the frame at time t in every player, without help of an edit list. `of`
 * says which of several pictures in one file is meant: `:0`, `:1`, …
 */
export function pictureOutput({ crf, maxRate }: VideoRung, of = ''): string[] {
  const options: Readonly<Record<string, string | number>> = {
    ...{ c: 'libx264', preset: 'veryfast', profile: 'high', pix_fmt: 'yuv420p', bf: 0 },
    ...{ crf, maxrate: maxRate, bufsize: 2 * maxRate, threads },
    ...{ g: keyframeSeconds * framesPerSecond, sc_threshold: 0 },
    force_key_frames: `expr:gte(t,n_forced*${keyframeSeconds})`,
  }
  return Object.entries(options).flatMap(([name, value]) => [`-${name}:v${of}`, String(value)])
}

export const soundOutput = (label: string, { bitRate }: AudioRung): string[] => [
  ...['-map', label, '-c:a', 'aac', '-b:a', String(bitRate)],
]

/**
 * Runs ffmpeg on the job's recording under limits, and tells how far it is. `decoding` are options before the input; `lengthMs`
 * is what it makes, where that is not all of the cut.
 */
export async function encode(
  job: EncodeJob,
  names: readonly RenditionName[],
  fileBytes: number,
  output: readonly string[],
  decoding: readonly string[] = [],
  lengthMs = lengthOf(job),
): Promise<void> {
  const { tools, folder, signal, onProgress } = job
  // Of a cut, all before it is decoded too.
  const { outMs: untilMs } = wantedOf(job)
  await Promise.all(names.map((name) => mkdir(`${folder}/${name}`, { recursive: true })))
  const wallSeconds = job.wallSeconds ?? wallSecondsFor(untilMs)
  const limits: Limits = { wallSeconds, cpuSeconds: 4 * wallSeconds, fileBytes: fileBytes + 64 * 2 ** 20 }
  const atMost = ['-t', `${untilMs + 1000}ms`]
  const input = ['-threads', threads, ...decodeGuard, ...decoding, ...atMost, '-i', localFile(job.source)]
  await runFfmpeg({
    tools,
    limits,
    cwd: folder,
    signal,
    args: [...input, ...output],
    onProgress: onProgress && ((outMs) => onProgress(lengthMs > 0 ? Math.min(1, outMs / lengthMs) : 1)),
  })
  onProgress?.(1)
}

export const wantedOf = ({ cut, facts }: EncodeJob): Cut => cut ?? { inMs: 0, outMs: facts.durationMs }

export function lengthOf(job: EncodeJob): number {
  const { inMs, outMs } = wantedOf(job)
  return outMs - inMs
}
