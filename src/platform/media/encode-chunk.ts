import { stat } from 'node:fs/promises'
import { wallSecondsFor } from './box.ts'
import type { Frames } from './chunk-plan.ts'
import { type EncodeJob, encode, lengthOf, pictureOutput, soundOutput, wantedOf } from './encode.ts'
import type { VideoFacts } from './facts.ts'
import { filterGraph, soundChain, startOfChunk } from './filter-graph.ts'
import { nothingElse } from './package-rendition.ts'
import { framesPerSecond, type RenditionPlan } from './rendition-plan.ts'
import { verifyRendition } from './verify.ts'
import { verifyFrames } from './verify-frames.ts'

export type ChunkJob = EncodeJob & { readonly plan: RenditionPlan }

/** Decoding begins so long before a chunk, or earlier: filters that look back find what the whole encode would. */
const before = 2

/**
 * Encodes the pictures of one stretch of a cut, for all rungs of the plan, the very frames that the whole encode has. Answers
 * an MP4 with one track for each rung, in the plan's order, that was held against what was promised.
 */
export async function encodeChunk(job: ChunkJob & { readonly chunk: Frames }): Promise<string> {
  const { facts, plan, tools, folder, chunk, signal } = job
  const { video } = facts
  if (!video) throw new TypeError('a recording without a picture has no chunks')
  const graph = filterGraph(facts, plan, tools.hasToneMapping, job.cut ?? null, null, chunk)
  const args = ['-filter_complex', graph.text]
  plan.video.forEach((rung, at) => {
    args.push('-map', graph.rungs[at]?.picture ?? '', ...pictureOutput(rung, `:${at}`))
  })
  const frames = chunk.end - chunk.first
  const lengthMs = (frames * 1000) / framesPerSecond
  const rate = plan.video.reduce((sum, { maxRate }) => sum + maxRate, 0)
  const wallSeconds = job.wallSeconds ?? wallSecondsFor(lengthMs + video.keyframeGapMs + 1000 * before)
  await encode(
    { ...job, wallSeconds },
    [],
    (3 * rate * lengthMs) / 8000,
    [...args, ...nothingElse, '-f', 'mp4', 'pictures.mp4'],
    seekTo(startOfChunk(video, job.cut ?? null, chunk).second - before, video),
    lengthMs,
  )
  const file = `${folder}/pictures.mp4`
  await verifyFrames(tools, file, { tracks: plan.video.length, frames }, signal)
  return file
}

/**
 * Begins to read at the last keyframe that is not after the second. Times stay those of the recording, and all that is
 * read from there on is handed on: of a picture that stands for long, the frame may be from long before.
 */
const seekTo = (second: number, { startMs }: Pick<VideoFacts, 'startMs'>): string[] =>
  second * 1000 <= startMs ? [] : ['-copyts', '-start_at_zero', '-noaccurate_seek', '-ss', String(second)]

/** Encodes the sound of a cut once, for all rungs and for itself. Answers an MP4 that was held against what was promised. */
export async function encodeSound(job: ChunkJob): Promise<string> {
  const { facts, plan, folder, tools, signal } = job
  if (!facts.audio || !plan.audio) throw new TypeError('a recording without sound has none to encode')
  const lengthMs = lengthOf(job)
  await encode(job, [], (3 * plan.audio.bitRate * lengthMs) / 8000, [
    ...['-filter_complex', `${soundChain(facts, facts.audio, plan.audio, wantedOf(job), job.level)}[sound]`],
    ...soundOutput('[sound]', plan.audio),
    // The first samples are those of the encoder's priming already: nothing is to be skipped.
    ...[...nothingElse, '-f', 'mp4', '-use_editlist', '0', 'sound.mp4'],
  ])
  const file = `${folder}/sound.mp4`
  const { size: bytes } = await stat(file)
  const made = { name: 'audio', kind: 'audio', file, bytes, durationMs: lengthMs, playlist: null } as const
  await verifyRendition(tools, made, lengthMs, signal)
  return file
}
