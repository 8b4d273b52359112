import { createReadStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { wallSecondsFor } from './box.ts'
import type { Cut, MediaFacts } from './facts.ts'
import { soundBetween } from './filter-graph.ts'
import { findTalk, type Stretch, unheard } from './find-talk.ts'
import { decodeGuard, localFile } from './guard.ts'
import { planRenditions } from './rendition-plan.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { gainOf, type Loudness, levelOf, readLoudness } from './sound-level.ts'
import { drawnPeaks, frameMs, peaksPerSecond, SoundMeter, samplesPerSecond } from './sound-meter.ts'
import type { MediaTools } from './tools.ts'

export interface SoundJob {
  readonly tools: MediaTools
  /** A local file, probed before. */
  readonly source: string
  readonly facts: MediaFacts
  /** What of it is measured; all of it unless given. What it silences is not heard here either. */
  readonly cut?: Cut | null | undefined
  /** Of this attempt; a file is written in it, and is gone afterwards. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

export interface MeasuredSound extends Loudness {
  /** What makes it loud enough. */
  readonly gainDb: number
  readonly peaksPerSecond: number
  /** Of the sound as it is played (`drawnPeaks`). */
  readonly peaks: Uint8Array
  /** On the cut's own timeline (`findTalk`). */
  readonly talk: readonly Stretch[]
}

const samplesPerMs = 48

/**
 * Listens to a recording, or a cut of it, once: how loud it is, how much louder it is to be, its peaks, and where people
 * talk. About a third of a second of computing for each minute. Null where there is no sound. Rejects as `runFfmpeg`.
 */
export async function measureSound(job: SoundJob): Promise<MeasuredSound | null> {
  const { facts, folder, signal } = job
  const { audio } = facts
  const rung = planRenditions(facts).audio
  if (!audio || !rung) return null
  const cut = job.cut ?? { inMs: 0, outMs: facts.durationMs }
  const { inMs, outMs } = cut
  const file = `${folder}/sound.s16le`
  // One channel is played by two loudspeakers: it is as loud as two.
  const measured = `ebur128=peak=true:dualmono=true:framelog=verbose,aresample=${samplesPerSecond}`
  const [first, end] = [inMs * samplesPerMs, Math.max(inMs + 1, outMs) * samplesPerMs]
  const heard = soundBetween(facts, audio, rung, cut, first, end)
  const wallSeconds = wallSecondsFor(outMs)
  const bytes = ((outMs - inMs) / 1000 + 60) * samplesPerSecond * 2 * rung.channels
  try {
    const { stderr } = await runFfmpeg({
      tools: job.tools,
      signal,
      limits: { wallSeconds, cpuSeconds: wallSeconds, fileBytes: bytes },
      args: [
        // ebur128 says what it found as information.
        ...['-loglevel', 'info', ...decodeGuard, '-t', `${outMs + 1000}ms`, '-i', localFile(job.source)],
        ...['-filter_complex', `${heard},${measured}[samples]`, '-map', '[samples]'],
        ...['-c:a', 'pcm_s16le', '-f', 's16le', localFile(file)],
      ],
    })
    const meter = new SoundMeter(rung.channels, outMs - inMs)
    for await (const piece of createReadStream(file, { highWaterMark: 2 ** 18 })) {
      signal?.throwIfAborted()
      meter.add(piece)
    }
    const { amplitudes, levels } = meter.end()
    for (const { kind, startMs, endMs } of cut.redactions ?? [])
      if (kind === 'mute') levels.fill(unheard, ...framesOf(startMs - inMs, endMs - inMs))
    const loudness = readLoudness(stderr)
    const gainDb = gainOf(loudness)
    return {
      ...{ ...loudness, gainDb, peaksPerSecond },
      peaks: drawnPeaks(amplitudes, levelOf(gainDb, loudness.truePeakDb)),
      talk: findTalk(levels, frameMs, outMs - inMs),
    }
  } finally {
    await rm(file, { force: true })
  }
}

/** Those that hold any of it. */
const framesOf = (startMs: number, endMs: number): [number, number] => [
  Math.max(0, Math.floor(startMs / frameMs)),
  Math.max(0, Math.ceil(endMs / frameMs)),
]
