import { open, stat } from 'node:fs/promises'
import { type EncodeJob, encode } from './encode.ts'
import { codecsOf } from './mp4-codecs.ts'
import { nothingElse } from './package-rendition.ts'
import type { OneFile } from './packaged.ts'
import { mediaUri } from './playlist.ts'
import { probe } from './probe.ts'
import { MediaFailure } from './refusal.ts'

/**
 * Copies a recording into one MP4 file that says first what is in it, and which way up: what players of playlists are not
 * sure to be told. Only for a recording without `fileObstacles`.
 */
export async function copyAsFile(job: EncodeJob): Promise<OneFile> {
  const { facts, tools, folder, signal } = job
  const { video, audio } = facts
  if (!video) throw new TypeError('a recording without a picture is not copied as a file')
  if (job.cut) throw new TypeError('a cut cannot be copied')
  const file = `${folder}/source/${mediaUri}`
  await encode(job, ['source'], facts.bytes * 1.1, [
    ...['-map', `0:${video.index}`],
    ...(audio ? ['-map', `0:${audio.index}`] : []),
    ...['-c', 'copy', ...nothingElse, '-movflags', '+faststart', '-f', 'mp4', `source/${mediaUri}`],
  ])
  const made = await probe(tools, file, { signal })
  const isAsItWas = made.video?.rotation === video.rotation && !made.video.mirrored
  if (!isAsItWas) throw new MediaFailure('preparing-failed', 'the copy is not turned as the recording is')
  return {
    ...{ name: 'source', kind: 'video', file, bytes: (await stat(file)).size },
    ...{ width: video.width, height: video.height, durationMs: made.durationMs },
    ...{ bandwidth: made.bitRate, averageBandwidth: made.bitRate, playlist: null },
    codecs: codecsOf(await headOf(file)).join(','),
  }
}

/** An hour of small packets is listed in some megabytes. */
const mostHeadBytes = 64 * 2 ** 20

/** The `moov` box, which must come before the first byte of media. */
async function headOf(file: string): Promise<Buffer> {
  const handle = await open(file, 'r')
  const read = async (at: number, length: number) =>
    (await handle.read(Buffer.alloc(length), 0, length, at)).buffer
  try {
    for (let at = 0; ; ) {
      const head = await read(at, 8)
      const [size, type] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)]
      if (type === 'moov' && size <= mostHeadBytes) return await read(at, size)
      if (size < 8 || type === 'mdat')
        throw new MediaFailure('preparing-failed', `the copy begins with ${type}`)
      at += size
    }
  } finally {
    await handle.close()
  }
}
