import { mkdir, stat, writeFile } from 'node:fs/promises'
import { wallSecondsFor } from './box.ts'
import type { Frames } from './chunk-plan.ts'
import { localFile, probeGuard } from './guard.ts'
import { hlsOptions, nothingElse, outputOf, readPackaged } from './package-rendition.ts'
import type { Packaged, RenditionName } from './packaged.ts'
import { framesPerSecond, type RenditionPlan } from './rendition-plan.ts'
import { runFfmpeg } from './run-ffmpeg.ts'
import { runFfprobe } from './run-ffprobe.ts'
import type { MediaTools } from './tools.ts'
import { verifyFrames } from './verify-frames.ts'

export interface ChunksJob {
  readonly tools: MediaTools
  readonly plan: RenditionPlan
  /** In order, each with its file: a name in `folder`, of letters, digits and dots. */
  readonly chunks: readonly (Frames & { readonly name: string })[]
  /** Of the sound, in `folder`; null without. */
  readonly sound: string | null
  /** Where the files are, and a folder for each rendition is made. */
  readonly folder: string
  readonly signal?: AbortSignal | undefined
}

/** What was made apart does not belong together: by other programs, or for another ladder. It has to be made as a whole. */
export class UnlikeChunks extends Error {}

/**
 * Puts chunks together, without encoding anything, to the renditions that the whole encode makes, in the plan's order,
 * sound last. Throws UnlikeChunks where they do not belong together, MediaFailure where a frame is lost or doubled.
 */
export async function joinChunks(job: ChunksJob): Promise<Packaged[]> {
  const { tools, plan, chunks, sound, folder, signal } = job
  await refuseUnlike(job)
  const lines = chunks.flatMap(({ name, first, end }) => [
    `file ${name}`,
    `duration ${((end - first) / framesPerSecond).toFixed(6)}`,
  ])
  await writeFile(`${folder}/chunks.txt`, ['ffconcat version 1.0', ...lines, ''].join('\n'))
  // As they are: parameter sets stand in the header, once.
  const args = ['-protocol_whitelist', 'file', '-f', 'concat', '-auto_convert', '0', '-i', 'chunks.txt']
  if (sound) args.push('-protocol_whitelist', 'file', '-i', sound)
  const packaged = [...nothingElse, ...hlsOptions('encoded')]
  const names: RenditionName[] = plan.video.map(({ name }) => name)
  plan.video.forEach(({ name }, at) => {
    args.push(
      '-map',
      `0:${at}`,
      ...(sound ? ['-map', '1:0'] : []),
      '-c',
      'copy',
      ...packaged,
      ...outputOf(name),
    )
  })
  if (sound && plan.soundAlone) {
    names.push('audio')
    args.push('-map', '1:0', '-c', 'copy', ...packaged, ...outputOf('audio'))
  }
  await Promise.all(names.map((name) => mkdir(`${folder}/${name}`, { recursive: true })))
  const files = [...chunks.map(({ name }) => name), ...(sound ? [sound] : [])]
  const sizes = await Promise.all(files.map(async (name) => (await stat(`${folder}/${name}`)).size))
  const frames = chunks.reduce((sum, { first, end }) => sum + end - first, 0)
  const wallSeconds = wallSecondsFor((frames * 1000) / framesPerSecond)
  const fileBytes = 1.1 * sizes.reduce((sum, size) => sum + size, 0) + 64 * 2 ** 20
  await runFfmpeg({ tools, args, cwd: folder, signal, limits: { wallSeconds, fileBytes } })
  const made = await Promise.all(
    names.map((name) => readPackaged(folder, name, plan.video.find((rung) => rung.name === name) ?? null)),
  )
  for (const { kind, file } of made) if (kind === 'video') await verifyFrames(tools, file, { frames }, signal)
  return made
}

/** Everything about a track that stands once, before all chunks: its size, and the parameter sets it is decoded with. */
async function refuseUnlike({ tools, plan, chunks, folder, signal }: ChunksJob): Promise<void> {
  const sizes = plan.video.map(({ width, height }) => `${width},${height}`)
  let first: string | undefined
  let reached = 0
  for (const { name, ...frames } of chunks) {
    if (frames.first !== reached) throw new UnlikeChunks(`${name} begins with frame ${frames.first}`)
    reached = frames.end
    const tracks = await tracksOf(tools, `${folder}/${name}`, signal)
    if (tracks.map(({ size }) => size).join(' ') !== sizes.join(' '))
      throw new UnlikeChunks(`${name} is of other sizes`)
    const sets = tracks.map(({ parameters }) => parameters).join(' ')
    first ??= sets
    if (sets !== first) throw new UnlikeChunks(`${name} was encoded in another way`)
  }
}

async function tracksOf(tools: MediaTools, file: string, signal: AbortSignal | undefined) {
  const tracks: { size: string; parameters: string }[] = []
  const { exitCode, stderr } = await runFfprobe({
    tools,
    signal,
    wallSeconds: 30,
    args: [
      ...[...probeGuard, '-show_data_hash', 'sha256'],
      ...['-show_entries', 'stream=width,height,extradata_hash', '-of', 'csv=p=0', '-i', localFile(file)],
    ],
    onLine: (line) => {
      const [width, height, parameters = ''] = line.split(',')
      if (width) tracks.push({ size: `${width},${height}`, parameters })
      return true
    },
  })
  if (exitCode !== 0) throw new UnlikeChunks(`a chunk cannot be read: ${stderr.slice(0, 200)}`)
  return tracks
}
