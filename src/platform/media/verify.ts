import { stat } from 'node:fs/promises'
import { localFile, probeGuard } from './guard.ts'
import type { OneFile, Packaged } from './packaged.ts'
import { PacketTime } from './packet-time.ts'
import { lastByte, parsePlaylist } from './playlist.ts'
import { MediaFailure } from './refusal.ts'
import { runFfprobe } from './run-ffprobe.ts'
import type { MediaTools } from './tools.ts'

const toleranceMs = 500

type Verified = Pick<Packaged | OneFile, 'name' | 'kind' | 'file' | 'bytes' | 'durationMs' | 'playlist'>

/**
 * Holds a rendition against what was promised before anyone may see it: ffmpeg ends well after a second of a file that
 * is cut off. Its playlist, where it has one, must cover the object to the last byte, and the packets that are really in it must last
 * `durationMs`, within half a second (a fifth for clips that are not much longer). Throws MediaFailure preparing-failed.
 */
export async function verifyRendition(
  tools: MediaTools,
  rendition: Verified,
  durationMs: number,
  signal?: AbortSignal,
): Promise<void> {
  const wrong = (what: string): never => {
    throw new MediaFailure('preparing-failed', `the rendition ${rendition.name} is not right: ${what}`)
  }
  const tolerance = Math.min(toleranceMs, Math.max(100, durationMs / 5))
  const near = (ms: number) => Math.abs(ms - durationMs) <= tolerance
  const { size } = await stat(rendition.file)
  if (size !== rendition.bytes) wrong(`${size} bytes and not ${rendition.bytes}`)
  const end = rendition.playlist === null ? size : endOf(rendition.playlist, wrong)
  if (end !== size) wrong(`its playlist ends at byte ${end} of ${size}`)
  if (!near(rendition.durationMs))
    wrong(
      `${rendition.durationMs} ms by its ${rendition.playlist === null ? 'header' : 'playlist'} and not ${durationMs}`,
    )
  const measured = await packetTime(tools, rendition, signal)
  // Where no packet says how long it lasts, the playlist was held against what was promised, and no more can be told.
  if (measured !== undefined && !near(measured)) wrong(`${measured} ms by its packets and not ${durationMs}`)
}

function endOf(playlist: string, wrong: (what: string) => never): number {
  try {
    return lastByte(parsePlaylist(playlist))
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error))
  }
}

/** Summed durations and not the last timestamp, so that a hole in the middle counts. */
async function packetTime(
  tools: MediaTools,
  rendition: Verified,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  const time = new PacketTime()
  const { exitCode, stderr } = await runFfprobe({
    tools,
    signal,
    wallSeconds: Math.max(30, rendition.bytes / 20e6),
    args: [
      ...probeGuard,
      ...['-select_streams', rendition.kind === 'video' ? 'v:0' : 'a:0'],
      ...['-show_entries', 'packet=duration_time', '-of', 'csv=p=0', '-i', localFile(rendition.file)],
    ],
    onLine: (line) => {
      time.add(line)
      return true
    },
  })
  if (exitCode !== 0)
    throw new MediaFailure('preparing-failed', `${rendition.name} cannot be read back`, stderr)
  return time.ms
}
